package io.alternator.http.internal.client;

import static io.alternator.http.internal.testing.ClusterFixture.beginOn;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.hosts;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequest;
import static io.alternator.http.internal.testing.ClusterFixture.sendRequests;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The log lines that an operator sees. */
final class LogsTest {
    private static final String CLIENT = "[orders, sync] ";
    private static final String NO_SUCH_RACK = "?dc=dc1&rack=alternator-http-no-such-rack";

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.alternator.http");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void captureLogs() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopCapturing() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    private List<String> take(Level level) {
        List<String> taken = lines.list.stream()
                .filter(line -> line.getLevel().equals(level))
                .map(LogsTest::withoutClient)
                .toList();
        lines.list.clear();
        return taken;
    }

    private static String withoutClient(ILoggingEvent line) {
        assertThat(line.getFormattedMessage()).startsWith(CLIENT);
        return line.getFormattedMessage().substring(CLIENT.length());
    }

    private void failEverywhere(Cluster cluster) {
        for (String host : hosts(3)) {
            beginOn(cluster, host).failed(connectionRefused(), false);
        }
    }

    @Test
    void listsThatDifferInOneNode_areAWarning_onlyIfItIsForGood() {
        fixture.nodes(4).control.nodes("n3", "n1", "n2", "n3");
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.run(cluster, Duration.ofSeconds(25));
        assertThat(take(Level.WARN)).isEmpty();
        fixture.run(cluster, Duration.ofMinutes(5));
        assertThat(take(Level.WARN))
                .singleElement()
                .asString()
                .startsWith("Nodes disagree about the cluster: n3:8000 lists [n1:8000, n2:8000, n3:8000], ")
                .contains(" lists [n1:8000, n2:8000, n3:8000, n4:8000]; used are ");
        fixture.run(cluster, Duration.ofMinutes(6));
        assertThat(take(Level.WARN)).hasSize(1);
    }

    @Test
    void stateTransitionIsOneInfoLine_withItsReason() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        take(Level.INFO);
        fixture.control.refuse("n2");
        SentAttempt first = beginOn(cluster, "n2");
        SentAttempt second = beginOn(cluster, "n2");
        finish(Objects.requireNonNull(first.failed(connectionRefused(), false)));
        finish(Objects.requireNonNull(second.failed(connectionRefused(), false)));
        assertThat(take(Level.INFO)).containsExactly("n2:8000 UP => DOWN (connect_error)");
        fixture.clock.advance(Duration.ofSeconds(5)); // probes fail
        assertThat(take(Level.INFO)).isEmpty();
        fixture.control.nodes("n2", hosts(3));
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(take(Level.INFO)).containsExactly("n2:8000 DOWN => UP (probe answered)");
    }

    @Test
    void failedRequestIsADebugLine_withoutItsHeaders() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        SentAttempt attempt = beginOn(cluster, "n2", "id-7");
        fixture.clock.advance(Duration.ofMillis(12));
        take(Level.DEBUG);
        attempt.failed(FakeTransport.connectionReset(), false);
        assertThat(take(Level.DEBUG))
                .containsExactly(
                        "RESET on n2:8000 after 12 ms, invocation id-7: java.io.IOException: Connection reset");
    }

    @Test
    void successLogsNothing() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        lines.list.clear();
        sendRequests(cluster, 10);
        assertThat(lines.list).isEmpty();
    }

    @Test
    void noNodeOfAStrictScopeUp_theWarningNamesTheSeedsThatServe() {
        fixture.control.answer("n1/localnodes?dc=dc1&rack=r1", 200, "[\"n2\"]");
        Cluster cluster = fixture.open(
                config -> config.scope(RoutingScope.rack("dc1", "r1").strict()));
        fixture.clock.advance(Duration.ofMillis(10));
        take(Level.WARN);
        fixture.control.refuse("n2");
        beginOn(cluster, "n2").failed(connectionRefused(), false);
        assertThat(take(Level.WARN))
                .containsExactly(
                        "No node of rack r1 of data center dc1 is UP: its nodes (1) are used and checked, and the seeds"
                                + " [n1:8000] serve if they answer; last failure: connect_error;"
                                + " see troubleshooting.md#no-node-up");
        fixture.clock.advance(Duration.ofMillis(10));
        assertThat(sendRequest(cluster)).isEqualTo("n1");
    }

    @Test
    void noNodeUpIsAWarning_atMostOncePerMinute() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        take(Level.WARN);
        failEverywhere(cluster);
        assertThat(take(Level.WARN))
                .containsExactly("No node is UP: all 3 are used and checked; last failure: connect_error;"
                        + " see troubleshooting.md#no-node-up");
        for (int i = 0; i < 5; i++) {
            fixture.clock.advance(Duration.ofSeconds(8));
            failEverywhere(cluster);
        }
        assertThat(take(Level.WARN)).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(30));
        failEverywhere(cluster);
        assertThat(take(Level.WARN)).hasSize(1);
    }

    @Test
    void emptyScopeIsAWarning_atMostOncePerTenMinutes() {
        Arrays.stream(hosts(3)).forEach(host -> fixture.control.answer(host + "/localnodes?dc=typo", 200, "[]"));
        fixture.open(config -> config.scope(RoutingScope.datacenter("typo")));
        assertThat(discoveryWarnings())
                .singleElement()
                .asString()
                .startsWith("Asked n1:8000 for the cluster's nodes: no node is in scope 'data center typo'")
                .contains("typo", "check the names");
        fixture.clock.advance(Duration.ofMinutes(9));
        assertThat(discoveryWarnings()).isEmpty();
        fixture.clock.advance(Duration.ofMinutes(2));
        assertThat(discoveryWarnings()).hasSize(1);
    }

    private List<String> discoveryWarnings() {
        return take(Level.WARN).stream()
                .filter(line -> line.startsWith("Asked"))
                .toList();
    }

    @Test
    void unknownRack_isOneWarning() {
        openIn(RoutingScope.rack("dc1", "typo"), "?dc=dc1&rack=typo", "[]", "?dc=dc1", "[\"n1\",\"n2\",\"n3\"]");
        assertThat(take(Level.WARN))
                .singleElement()
                .asString()
                .contains("no node is in scope 'rack typo of data center dc1'");
    }

    @Test
    void ignoredOptionsAreAWarning_oncePerTenMinutes_untilTheyAreHonoured() {
        String all = "[\"n1\",\"n2\",\"n3\"]";
        Cluster cluster =
                openIn(RoutingScope.rack("dc1", "r1"), "?dc=dc1&rack=r1", all, "?dc=dc1", all, NO_SUCH_RACK, all);
        List<String> warnings = discoveryWarnings();
        assertThat(warnings)
                .singleElement()
                .asString()
                .matches(
                        "Asked n\\d:8000 for the cluster's nodes: the server ignores the options dc and rack, as ScyllaDB did"
                                + " before 2024-10; instead of those of scope 'rack r1 of data center dc1', the nodes of the server's own"
                                + " data center are used; upgrade ScyllaDB, or remove \\.scope\\(\\.\\.\\.\\); see troubleshooting\\.md#old-server");
        fixture.run(cluster, Duration.ofMinutes(9));
        assertThat(discoveryWarnings()).isEmpty();
        fixture.run(cluster, Duration.ofMinutes(2));
        assertThat(discoveryWarnings()).hasSize(1);
        Arrays.stream(hosts(3)).forEach(host -> fixture.control.answer(host + "/localnodes" + NO_SUCH_RACK, 200, "[]"));
        fixture.run(cluster, Duration.ofMinutes(12));
        assertThat(discoveryWarnings()).isEmpty();
        fixture.control.takeRequests();
        fixture.run(cluster, Duration.ofMinutes(12));
        assertThat(fixture.control.takeRequests()).noneMatch(call -> call.endsWith(NO_SUCH_RACK));
    }

    @Test
    void changeOfScopeIsAWarning_andTheReturnAnInfoLine() {
        Cluster cluster = openIn(
                RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2")),
                "?dc=dc1",
                "[\"n1\"]",
                "?dc=dc2",
                "[\"n2\",\"n3\"]");
        fixture.run(cluster, Duration.ofSeconds(1));
        lines.list.clear();
        fixture.control.refuse("n1");
        finish(Objects.requireNonNull(beginOn(cluster, "n1").failed(connectionRefused(), false)));
        assertThat(take(Level.WARN))
                .containsExactly(
                        "No node of scope 'data center dc1' is UP; requests go to the nodes of scope 'data center dc2';"
                                + " see troubleshooting.md#scope-down");
        fixture.run(cluster, Duration.ofSeconds(5));
        assertThat(take(Level.WARN)).isEmpty();
        lists("n1", "?dc=dc1", "[\"n1\"]", "?dc=dc2", "[\"n2\",\"n3\"]");
        fixture.run(cluster, Duration.ofSeconds(5));
        assertThat(take(Level.INFO))
                .containsExactly(
                        "n1:8000 DOWN => UP (probe answered)",
                        "Requests return to the nodes of scope 'data center dc1'");
    }

    private Cluster openIn(RoutingScope scope, String... answers) {
        Arrays.stream(hosts(3)).forEach(host -> lists(host, answers));
        return fixture.open(config -> config.scope(scope));
    }

    /** The host answers probes, and each of these queries with the list that follows it. */
    private void lists(String host, String... answers) {
        fixture.control.nodes(host, hosts(3)).answer(host + "/localnodes" + NO_SUCH_RACK, 200, "[]");
        for (int i = 0; i < answers.length; i += 2) {
            fixture.control.answer(host + "/localnodes" + answers[i], 200, answers[i + 1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, Not Found", "200, <html>", "400, {}"})
    void serverThatIsNotAlternator_isOneInfoLine(int status, String body) {
        fixture.control.answer("n1/localnodes", status, body);
        Cluster cluster = fixture.open(UnaryOperator.identity());
        fixture.run(cluster, Duration.ofMinutes(10));
        fixture.control.answer("n1/localnodes", 500, "");
        fixture.run(cluster, Duration.ofMinutes(3));
        fixture.control.answer("n1/localnodes", status, body);
        fixture.run(cluster, Duration.ofMinutes(20));
        assertThat(cluster.discoveryAge()).as("no list that could be stale").isEmpty();
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(LogsTest::withoutClient)
                .singleElement()
                .asString()
                .isEqualTo("No /localnodes list from n1:8000; the seeds are used as the cluster");
        fixture.nodes(3);
        fixture.run(cluster, Duration.ofMinutes(2));
        assertThat(cluster.discoveryAge()).isPresent();
    }

    @Test
    void malformedListAfterAGoodOne_isAWarning() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        Arrays.stream(hosts(3)).forEach(host -> fixture.control.answer(host + "/localnodes", 200, "<html>"));
        fixture.run(cluster, Duration.ofMinutes(1));
        assertThat(discoveryWarnings()).isNotEmpty().allMatch(line -> line.contains("not a JSON list"));
    }

    @Test
    void staleListIsAWarning_atMostOncePerMinute() {
        Cluster cluster = fixture.open(UnaryOperator.identity());
        Arrays.stream(hosts(3)).forEach(host -> fixture.control.answer(host + "/localnodes", 500, "no"));
        for (int second = 0; second < 50; second++) {
            sendRequest(cluster);
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(take(Level.WARN)).isEmpty();
        for (int second = 0; second < 120; second++) {
            sendRequest(cluster);
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(take(Level.WARN))
                .hasSize(2)
                .allMatch(line -> line.matches("No usable list of the cluster's nodes for \\d+ s; .*"));
    }
}
