package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the dashboard and the alerts ask, asked of a real Prometheus that looked on while things happened. */
final class DashboardsIT {
    /** As Grafana sets them: all clients, and a window that holds several scrapes. */
    private static final Map<String, String> VARIABLES = Map.of(
            "client",
            ".+",
            "__rate_interval",
            PrometheusServer.INTERVAL.multipliedBy(8).toMillis() + "ms");

    private static final Duration LONGEST_DISCOVERY =
            Scene.DISCOVERY.plus(Scene.DISCOVERY.dividedBy(5)); // with its jitter

    @TempDir
    static Path folder;

    private static Instant start = Instant.EPOCH;
    private static Scene scene;
    private static PrometheusServer server;
    private static PrometheusApi prometheus;

    @BeforeAll
    static void play() throws IOException {
        Optional<Path> program = Executables.find("prometheus");
        assumeTrue(program.isPresent(), "no program 'prometheus' on the PATH: apt-get install prometheus");
        start = Instant.now();
        scene = new Scene();
        server = PrometheusServer.start(program.get(), folder, scene.metrics(), Alerts.FILE);
        prometheus = server.api();
        awaitScrapes(2); // what was never seen at 0 is not seen to grow
        scene.play();
        awaitScrapes(3); // the last of what happened was seen, and once more
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
        if (scene != null) {
            scene.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPanelShowsSomething() throws IOException {
        return Dashboard.read().queries().stream()
                .map(query -> dynamicTest(query.panel() + " " + query.ref(), () -> showsSomething(query)));
    }

    @TestFactory
    Stream<DynamicTest> everyAlertComparesSomething() throws IOException {
        return Alerts.read().stream()
                .map(alert -> dynamicTest(alert.name(), () -> {
                    assertThat(drawn(alert.compared())).isNotEmpty();
                    prometheus.now(alert.promql());
                }));
    }

    @Test
    void everyAlertIsJudged() throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        Alerts.read().forEach(alert -> wanted.put(alert.name(), "ok"));
        assertThat(prometheus.ruleHealth()).isEqualTo(wanted);
    }

    @Test
    void variableOffersAllClients() throws IOException {
        assertThat(Dashboard.text(Dashboard.read().variable("client"), "definition"))
                .isEqualTo("label_values(alternator_client_discovery_age_seconds, client)");
        assertThat(prometheus.labelValues("alternator_client_discovery_age_seconds", "client"))
                .containsExactlyInAnyOrderElementsOf(scene.clients());
    }

    @Test
    void everyMeterOfTheReadmeIsThere_andNoOther() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        scene.scrape().samples().stream()
                .filter(sample -> sample.name().startsWith("alternator_"))
                .forEach(sample ->
                        told.merge(sample.name(), new TreeSet<>(sample.labels().keySet()), (some, others) -> {
                            assertThat(others).as(sample.name()).isEqualTo(some);
                            return some;
                        }));
        assertThat(told).isEqualTo(MeterTable.read());
    }

    @Test
    void stateOfKilledNodeFlipsWithinTwoSeconds_forAllClients() {
        assertThat(scene.killedNodeWasDownAfter()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void seriesOfNodeThatLeftGoAfterTheGraceTime() {
        assertThat(scene.seriesOfLeftNodeWereGoneAfter())
                .isGreaterThan(Scene.GRACE)
                .isLessThan(Scene.GRACE.plus(LONGEST_DISCOVERY).plusSeconds(2));
    }

    @Test
    void applicationSawNothing_andNoRetryMetTheNodeThatFailedIt() {
        assertThat(scene.failures()).isZero();
        assertThat(drawn("sum by (same_node) (alternator_client_sdk_retries_total)"))
                .hasSize(2)
                .allSatisfy(retries -> {
                    boolean same = Boolean.parseBoolean(retries.labels().get("same_node"));
                    assertThat(retries.max() > 0).isEqualTo(!same);
                });
    }

    private static void showsSomething(Dashboard.Query query) {
        String promql = query.promql(VARIABLES);
        assertThat(promql).as("a variable without a value").doesNotContain("$");
        List<Series> series = drawn(promql);
        assertThat(series).isNotEmpty();
        if (promql.contains("increase") || promql.contains("rate")) {
            assertThat(series).as("something was counted").anyMatch(line -> line.max() > 0);
        }
    }

    private static List<Series> drawn(String promql) {
        return prometheus.range(promql, start, Instant.now()).stream()
                .filter(Series::hasNumbers)
                .toList();
    }

    private static void awaitScrapes(int more) {
        double before = scrapes();
        for (long begin = System.nanoTime(); scrapes() < before + more; ) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** That found something. */
    private static double scrapes() {
        return prometheus.now("sum_over_time(up[1h])").stream()
                .mapToDouble(Series::max)
                .sum();
    }
}
