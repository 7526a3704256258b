package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.examples.LocalServer;
import io.alternator.http.examples.Options;
import io.alternator.http.examples.Target;
import io.alternator.http.support.Program;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.NodeFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** End-to-end test of the page in a real browser. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ConsoleIT {
    private static final int PHONE_WIDTH = 390; // px
    private static final String CONNECTION_LOST = "document.getElementById('connection-lost').checkVisibility()";
    private static final String NO_FAILURES = "document.getElementById('failures').textContent === '0'";

    private static Target target;
    private static Console console;
    private static Browser page;

    @BeforeAll
    static void openThePage() throws IOException {
        Browser.assumeInstalled();
        target = new Options().open(ConsoleCommand.cluster());
        console = open(target, 0);
        page = Browser.open(console.uri());
        page.resize(1200, 900, false);
        page.awaitTrue("document.querySelectorAll('#nodes tr.up').length === 3");
    }

    @AfterAll
    static void closeAll() {
        if (page != null) {
            page.close();
        }
        if (console != null) {
            console.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @AfterEach
    void pageLogsNoErrors() {
        assertThat(page.consoleMessages()).isEmpty();
    }

    @Test
    void killedNode_goesDownAndGetsNoRequests_untilRestored() {
        String node = node(1);
        page.click("Kill " + node);
        page.awaitTrue(field(node, "state") + " === 'DOWN'");
        page.awaitTrue("parseFloat(" + field(node, "share") + ") === 0");
        page.awaitTrue("document.title.startsWith('1 not up')");
        page.awaitTrue("document.getElementById('events').textContent.includes('" + node + "UP → DOWN')");

        page.click("Restore " + node);
        page.awaitTrue(field(node, "state") + " === 'UP'");
        page.awaitTrue("parseFloat(" + field(node, "share") + ") > 5");
        page.awaitTrue(NO_FAILURES);
    }

    @Test
    void hungNode_goesDown_untilRestored() {
        String node = node(2);
        page.click("Hang " + node);
        page.awaitTrue(field(node, "state") + " === 'DOWN'");
        page.awaitTrue("parseFloat(" + field(node, "share") + ") === 0");

        page.click("Restore " + node);
        page.awaitTrue(field(node, "state") + " === 'UP'");
        page.awaitTrue(NO_FAILURES);
    }

    @Test
    void slowNode_staysUp_andItsLatencyIsShown() {
        String node = node(0);
        page.click("Slow " + node);
        page.awaitTrue("parseFloat(" + field(node, "latency") + ") >= " + NodeFault.SLOW_DELAY.toMillis());
        page.awaitTrue(row(node) + ".querySelector('button[value=SLOW]').ariaPressed === 'true'");
        page.awaitTrue(field(node, "state") + " === 'UP'");

        page.click("Restore " + node);
        page.awaitTrue(row(node) + ".querySelector('button[value=SLOW]').ariaPressed === 'false'");
        page.awaitTrue(NO_FAILURES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "sync"})
    void clientCanBeSwitchedUnderLoad_withoutFailures(String kind) {
        page.click(kind);
        page.awaitTrue(pressed(kind));
        page.click("per connection");
        page.awaitTrue(pressed("per connection"));
        page.awaitTrue("[...document.querySelectorAll('[data-field=leases]')].every(leases => leases.textContent > 0)");
        page.click("per request");
        page.awaitTrue(pressed("per request"));
        page.awaitTrue(
                "[...document.querySelectorAll('[data-field=leases]')].every(leases => leases.textContent === '–')");
        page.awaitTrue(NO_FAILURES);
    }

    @Test
    void phoneLayout_fitsTheWidth() {
        page.resize(PHONE_WIDTH, 844, true);
        try {
            page.awaitTrue("innerWidth === " + PHONE_WIDTH);
            page.awaitTrue("document.documentElement.scrollWidth <= " + PHONE_WIDTH);
            page.awaitTrue("[...document.querySelectorAll('main *')]"
                    + ".filter(part => part.checkVisibility() && part.closest('thead') === null)"
                    + ".map(part => part.getBoundingClientRect().right)"
                    + ".reduce((most, right) => Math.max(most, right), 0) <= " + PHONE_WIDTH);
        } finally {
            page.resize(1200, 900, false);
        }
    }

    @Test
    void darkColorScheme_changesTheBackground() {
        String background = "getComputedStyle(document.body).backgroundColor";
        Object light = page.eval(background);
        page.colorScheme("dark");
        try {
            page.awaitTrue(background + " !== '" + light + "'");
        } finally {
            page.colorScheme("light");
        }
    }

    @Tag("soak")
    @Test
    void realCluster_hasNoFaultButtons_andALostConnectionIsShown() throws IOException {
        try (AlternatorTestCluster cluster = ConsoleCommand.cluster().start();
                Target real = Program.parse(
                                new Options(),
                                List.of("--endpoint", cluster.endpoint().toString()))
                        .open(AlternatorTestCluster.builder());
                Browser other = Browser.open(URI.create("about:blank"))) {
            Console first = open(real, 0);
            other.visit(first.uri());
            other.awaitTrue("document.querySelectorAll('#nodes tr.up').length === 3");
            assertThat(other.eval("document.querySelectorAll('#nodes button').length"))
                    .isEqualTo(0L);
            assertThat(other.eval("document.querySelector('th.faults').checkVisibility()"))
                    .isEqualTo(false);
            assertThat(other.eval("document.getElementById('cluster').textContent"))
                    .isEqualTo(cluster.endpoint().toString());
            other.awaitTrue(NO_FAILURES);
            assertThat(other.consoleMessages()).isEmpty();
            first.close();
            other.awaitTrue(CONNECTION_LOST);
            try (Console second = open(real, first.uri().getPort())) {
                other.awaitTrue("!" + CONNECTION_LOST);
                other.awaitTrue("document.querySelectorAll('#nodes tr.up').length === 3");
                assertThat(second.failures()).isZero();
            }
        }
    }

    @Tag("soak")
    @Test
    void onlyNode_fillsItsBar() throws IOException {
        try (Target one = new Options().open(ConsoleCommand.cluster().nodes(1));
                Console console = open(one, 0);
                Browser other = Browser.open(URI.create("about:blank"))) {
            other.visit(console.uri());
            other.awaitTrue("document.querySelector('.fill')?.style.width === '100%'");
            assertThat(other.eval("document.querySelector('.fair').style.left")).isEqualTo("100%");
            assertThat(console.summary()).contains(" 0 failed", "nodes: 1 UP");
        }
    }

    /** Takes the screenshot of docs/dashboards.md: {@code -Dit.test=ConsoleIT#screenshot -Dconsole.screenshot=true}. */
    @Test
    @EnabledIfSystemProperty(named = "console.screenshot", matches = "true")
    void screenshot() throws IOException {
        page.hideScrollbars();
        for (int requests = 10_000; requests <= 30_000; requests += 10_000) {
            page.awaitTrue(
                    "parseInt(document.getElementById('requests').textContent.replaceAll(',', '')) > " + requests);
        }
        page.click("Slow " + node(0));
        page.awaitTrue("parseFloat(" + field(node(0), "share") + ") < 10");
        page.awaitTrue("parseInt(document.getElementById('requests').textContent.replaceAll(',', '')) > 36000");
        page.click("Restore " + node(0));
        page.awaitTrue("parseFloat(" + field(node(0), "share") + ") > 30");
        page.click("Kill " + node(1));
        page.awaitTrue("parseFloat(" + field(node(1), "share") + ") === 0");
        page.awaitTrue("parseInt(" + field(node(1), "since") + ".slice('for '.length)) >= 7");
        page.screenshot(Path.of("..", "docs", "console.png"));
        page.click("Restore " + node(1));
    }

    private static Console open(Target target, int port) {
        return new Console(target, new LocalServer("--port", port));
    }

    private static String node(int index) {
        return target.embedded().orElseThrow().node(index).toString();
    }

    private static String row(String node) {
        return "[...document.querySelectorAll('#nodes tr')].find(row => row.textContent.includes('" + node + "'))";
    }

    private static String field(String node, String name) {
        return row(node) + ".querySelector('[data-field=" + name + "]').textContent";
    }

    private static String pressed(String choice) {
        return "[...document.querySelectorAll('#switches button')]" + ".find(button => button.textContent === '"
                + choice + "').ariaPressed === 'true'";
    }
}
