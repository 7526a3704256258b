package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alternator.http.examples.Options;
import io.alternator.http.examples.Target;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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

    private static Chromium chromium;
    private static Target target;
    private static Console console;
    private static Page page;

    @BeforeAll
    static void openThePage() throws IOException {
        Optional<Path> program = Chromium.program();
        assumeTrue(program.isPresent(), "no program 'chromium' on the PATH: apt-get install chromium");
        target = Target.of(Options.parse(), ConsoleCommand.cluster());
        console = open(target, 0);
        chromium = Chromium.start(program.get());
        page = chromium.open(console.uri());
        page.resize(1200, 900, false);
        page.await("document.querySelectorAll('#nodes tr.up').length === 3");
    }

    @AfterAll
    static void closeAll() {
        if (chromium != null) {
            chromium.close();
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
        page.await(field(node, "state") + " === 'DOWN'");
        page.await("parseFloat(" + field(node, "share") + ") === 0");
        page.await("document.title.startsWith('1 not up')");
        page.await("document.getElementById('events').textContent.includes('" + node + "UP → DOWN')");

        page.click("Restore " + node);
        page.await(field(node, "state") + " === 'UP'");
        page.await("parseFloat(" + field(node, "share") + ") > 5");
        page.await(NO_FAILURES);
    }

    @Test
    void hungNode_goesDown_untilRestored() {
        String node = node(2);
        page.click("Hang " + node);
        page.await(field(node, "state") + " === 'DOWN'");
        page.await("parseFloat(" + field(node, "share") + ") === 0");

        page.click("Restore " + node);
        page.await(field(node, "state") + " === 'UP'");
        page.await(NO_FAILURES);
    }

    @Test
    void slowNode_staysUp_andItsLatencyIsShown() {
        String node = node(0);
        page.click("Slow " + node);
        page.await("parseFloat(" + field(node, "latency") + ") >= " + Faults.DELAY.toMillis());
        page.await(row(node) + ".querySelector('button[value=SLOW]').ariaPressed === 'true'");
        page.await(field(node, "state") + " === 'UP'");

        page.click("Restore " + node);
        page.await(row(node) + ".querySelector('button[value=SLOW]').ariaPressed === 'false'");
        page.await(NO_FAILURES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "sync"})
    void clientCanBeSwitchedUnderLoad_withoutFailures(String kind) {
        page.click(kind);
        page.await(pressed(kind));
        page.click("per connection");
        page.await(pressed("per connection"));
        page.await("[...document.querySelectorAll('[data-field=leases]')].every(leases => leases.textContent > 0)");
        page.click("per request");
        page.await(pressed("per request"));
        page.await("[...document.querySelectorAll('[data-field=leases]')].every(leases => leases.textContent === '–')");
        page.await(NO_FAILURES);
    }

    @Test
    void phoneLayout_fitsTheWidth() {
        page.resize(PHONE_WIDTH, 844, true);
        try {
            page.await("innerWidth === " + PHONE_WIDTH);
            assertThat(page.eval("document.documentElement.scrollWidth").number())
                    .isLessThanOrEqualTo(PHONE_WIDTH);
            assertThat(page.eval("[...document.querySelectorAll('main *')]"
                                    + ".filter(part => part.checkVisibility() && part.closest('thead') === null)"
                                    + ".map(part => part.getBoundingClientRect().right)"
                                    + ".reduce((most, right) => Math.max(most, right), 0)")
                            .number())
                    .isLessThanOrEqualTo(PHONE_WIDTH);
        } finally {
            page.resize(1200, 900, false);
        }
    }

    @Test
    void darkColorScheme_changesTheBackground() {
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = page.eval(background).text();
        page.colorScheme("dark");
        try {
            page.await(background + " !== '" + light + "'");
        } finally {
            page.colorScheme("light");
        }
    }

    @Test
    void realCluster_hasNoFaultButtons_andALostConnectionIsShown() throws IOException {
        try (AlternatorTestCluster cluster = ConsoleCommand.cluster().start();
                Target real = Target.of(
                        Options.parse("--endpoint", cluster.endpoint().toString()), AlternatorTestCluster.builder())) {
            URI address;
            Page other;
            try (Console first = open(real, 0)) {
                address = first.uri();
                other = chromium.open(address);
                other.await("document.querySelectorAll('#nodes tr.up').length === 3");
                assertThat(other.eval("document.querySelectorAll('#nodes button').length")
                                .number())
                        .isZero();
                assertThat(other.eval("document.querySelector('th.faults').checkVisibility()")
                                .text())
                        .isEqualTo("false");
                assertThat(other.eval("document.getElementById('cluster').textContent")
                                .text())
                        .isEqualTo(cluster.endpoint().toString());
                other.await(NO_FAILURES);
                assertThat(other.consoleMessages()).isEmpty();
            }
            other.await(CONNECTION_LOST);
            try (Console second = open(real, address.getPort())) {
                other.await("!" + CONNECTION_LOST);
                other.await("document.querySelectorAll('#nodes tr.up').length === 3");
                assertThat(second.failures()).isZero();
            }
        }
    }

    /** Takes the README's screenshot: {@code -Dit.test=ConsoleIT#screenshot -Dconsole.screenshot=true}. */
    @Test
    @EnabledIfSystemProperty(named = "console.screenshot", matches = "true")
    void screenshot() throws IOException {
        page.hideScrollbars();
        for (int requests = 10_000; requests <= 30_000; requests += 10_000) {
            page.await("parseInt(document.getElementById('requests').textContent.replaceAll(',', '')) > " + requests);
        }
        page.click("Slow " + node(0));
        page.await("parseFloat(" + field(node(0), "share") + ") < 10");
        page.await("parseInt(document.getElementById('requests').textContent.replaceAll(',', '')) > 36000");
        page.click("Restore " + node(0));
        page.await("parseFloat(" + field(node(0), "share") + ") > 30");
        page.click("Kill " + node(1));
        page.await("parseFloat(" + field(node(1), "share") + ") === 0");
        page.await("parseInt(" + field(node(1), "since") + ".slice('for '.length)) >= 7");
        page.screenshot(Path.of("..", "docs", "console.png"));
        page.click("Restore " + node(1));
    }

    private static Console open(Target target, int port) throws IOException {
        return new Console(target, new SimpleMeterRegistry(), port);
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
