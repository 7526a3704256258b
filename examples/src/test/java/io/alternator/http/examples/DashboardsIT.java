package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs every query of the dashboard and the alerts on a real Prometheus that scraped {@link DashboardScenario}. */
final class DashboardsIT {
    /** The values that Grafana sets: all clients, and a window of several scrapes. */
    private static final Map<String, String> VARIABLES = Map.of(
            "client",
            ".+",
            "__rate_interval",
            PrometheusServer.INTERVAL.multipliedBy(8).toMillis() + "ms");

    private static final Duration MAX_DISCOVERY =
            DashboardScenario.DISCOVERY.plus(DashboardScenario.DISCOVERY.dividedBy(5)); // 20 % jitter

    @TempDir
    static Path folder;

    private static Instant start = Instant.EPOCH;
    private static DashboardScenario scenario;
    private static PrometheusServer server;
    private static PrometheusApi prometheus;

    @BeforeAll
    static void runScenario() throws IOException {
        Optional<Path> program = Executables.find("prometheus");
        assumeTrue(program.isPresent(), "no program 'prometheus' on the PATH: apt-get install prometheus");
        start = Instant.now();
        scenario = new DashboardScenario();
        server = PrometheusServer.start(program.get(), folder, scenario.metrics(), Alerts.FILE);
        prometheus = server.api();
        awaitScrapes(2); // increase() needs a first sample at 0
        scenario.run();
        awaitScrapes(3); // the last change is scraped, and once more
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
        if (scenario != null) {
            scenario.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPanelHasData() throws IOException {
        return Dashboard.read().queries().stream()
                .map(query -> dynamicTest(query.panel() + " " + query.ref(), () -> assertHasData(query)));
    }

    @TestFactory
    Stream<DynamicTest> everyAlertComparesExistingSeries() throws IOException {
        return Alerts.read().stream()
                .map(alert -> dynamicTest(alert.name(), () -> {
                    assertThat(range(alert.expressionWithoutComparison())).isNotEmpty();
                    prometheus.now(alert.promql());
                }));
    }

    @Test
    void everyAlertIsEvaluatedWithoutError() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Alerts.read().forEach(alert -> expected.put(alert.name(), "ok"));
        assertThat(prometheus.ruleHealth()).isEqualTo(expected);
    }

    @Test
    void variableOffersAllClients() throws IOException {
        assertThat(Dashboard.read().variable("client").field("query"))
                .map(query -> Dashboard.text(query, "query"))
                .contains("label_values(alternator_client_discovery_age_seconds, client)");
        assertThat(prometheus.labelValues("alternator_client_discovery_age_seconds", "client"))
                .containsExactlyInAnyOrderElementsOf(scenario.clients());
    }

    @Test
    void metersAreExactlyThoseOfTheManual() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        scenario.scrape().samples().stream()
                .filter(sample -> sample.name().startsWith("alternator_"))
                .forEach(sample -> labels.merge(
                        sample.name(), new TreeSet<>(sample.labels().keySet()), (some, others) -> {
                            assertThat(others).as(sample.name()).isEqualTo(some);
                            return some;
                        }));
        assertThat(labels).isEqualTo(MeterTable.read());
    }

    @Test
    void killedNodeIsDownWithinTwoSeconds_forAllClients() {
        assertThat(scenario.timeUntilKilledNodeWasDown()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void seriesOfRemovedNodeDisappearAfterTheGraceTime() {
        assertThat(scenario.timeUntilSeriesOfRemovedNodeWereGone())
                .isGreaterThan(DashboardScenario.GRACE)
                .isLessThan(DashboardScenario.GRACE.plus(MAX_DISCOVERY).plusSeconds(2));
    }

    @Test
    void applicationSeesNoFailure_andNoRetryGoesToTheSameNode() {
        assertThat(scenario.failures()).isZero();
        assertThat(range("sum by (same_node) (alternator_client_sdk_retries_total)"))
                .hasSize(3)
                .allSatisfy(retries -> {
                    boolean other = "false".equals(retries.labels().get("same_node"));
                    assertThat(retries.max() > 0).isEqualTo(other);
                });
    }

    private static void assertHasData(Dashboard.Query query) {
        String promql = query.promql(VARIABLES);
        assertThat(promql).as("variable without a value").doesNotContain("$");
        List<Series> series = range(promql);
        assertThat(series).isNotEmpty();
        if (promql.contains("increase") || promql.contains("rate")) {
            assertThat(series).as("something was counted").anyMatch(line -> line.max() > 0);
        }
    }

    private static List<Series> range(String promql) {
        return prometheus.range(promql, start, Instant.now()).stream()
                .filter(Series::hasNumbers)
                .toList();
    }

    private static void awaitScrapes(int more) {
        double before = scrapes();
        await().atMost(Duration.ofMinutes(1)).until(() -> scrapes() >= before + more);
    }

    /** The number of successful scrapes. */
    private static double scrapes() {
        return prometheus.now("sum_over_time(up[1h])").stream()
                .mapToDouble(Series::max)
                .sum();
    }
}
