package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the demo's clients on three nodes for about 30 s and causes every event that the dashboard can show: failures, an
 * ejection, fail-over, hedging, keyed writes on later nodes, lists that disagree, a node that joins and one that leaves. Each step
 * waits until the meters show the previous one.
 */
final class DashboardScenario implements AutoCloseable {
    /** How long the meters of a removed node are kept. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** Discovery interval, before its jitter. */
    static final Duration DISCOVERY = Duration.ofSeconds(1);

    private static final String TABLE = "dogs";
    private static final int CALLERS = 3; // per client
    private static final Duration LATENCY =
            Duration.ofMillis(5); // with less, nothing is in flight when a scrape reads it
    private static final int MAX_KILLS = 20;
    private static final int MIN_RETRIES = 20;

    private final Target target =
            new Options().open(AlternatorTestCluster.builder().nodes(3));
    private final AlternatorTestCluster cluster = target.embedded().orElseThrow();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LocalServer metrics = LocalServer.ofMeters(0, registry);
    private final DemoClients clients = new DemoClients(target, this::settings);
    private final Workload workload = new Workload(TABLE, Integer.MAX_VALUE, () -> {});
    private final MetricsPoller poller = new MetricsPoller(metrics());

    private Duration timeUntilKilledNodeWasDown = Duration.ZERO;
    private Duration timeUntilSeriesOfRemovedNodeWereGone = Duration.ZERO;

    /** Starts the load. */
    DashboardScenario() {
        cluster.nodes().forEach(node -> node.slow(LATENCY));
        clients.all().forEach((settings, client) -> workload.start(settings.name(), client::items, CALLERS));
    }

    /** The endpoint to scrape. */
    URI metrics() {
        return metrics.uri().resolve(LocalServer.METERS);
    }

    /** Scrapes the endpoint once. */
    Scrape scrape() {
        return poller.scrape();
    }

    Set<String> clients() {
        return clients.all().keySet().stream().map(DemoClients.Settings::name).collect(Collectors.toSet());
    }

    /** Time from the kill until all clients saw the node down. */
    Duration timeUntilKilledNodeWasDown() {
        return timeUntilKilledNodeWasDown;
    }

    Duration timeUntilSeriesOfRemovedNodeWereGone() {
        return timeUntilSeriesOfRemovedNodeWereGone;
    }

    long failures() {
        return workload.failures();
    }

    void run() {
        TestNode failing = cluster.node(2);
        fail(failing);

        TestNode killed = cluster.node(1);
        poller.until("all clients have used the node to kill", scrape -> isUsedByAll(scrape, killed));
        timeUntilKilledNodeWasDown = killAndStart(killed);
        for (int i = 0; i < MAX_KILLS && !hasFailedOver(); i++) {
            killAndStart(killed); // no fail-over if a probe notices first
        }

        fail(failing); // after a scrape with the first failures, so that increase() sees more

        slow(failing);

        disagree(cluster.node(0));

        TestNode joining = cluster.addNode();
        joining.slow(LATENCY);
        poller.until("the new node is up for all", scrape -> isInState(scrape, joining, "up", clients()));
        timeUntilSeriesOfRemovedNodeWereGone = poller.after(
                joining::unlist,
                "no series of the removed node is left",
                scrape -> scrape.samples().stream().noneMatch(sample -> sample.is("node", joining.toString())));
    }

    @Override
    public void close() {
        workload.stop(Duration.ofMinutes(1));
        clients.close();
        metrics.close();
        target.close();
    }

    /** Kills and restarts a node. Returns the time until all clients saw it down. */
    private Duration killAndStart(TestNode node) {
        Duration timeUntilDown =
                poller.after(node::stop, "it is down for all", scrape -> isInState(scrape, node, "down", clients()));
        poller.until(
                "a probe of it fails",
                scrape -> scrape.sum("alternator_client_probes_seconds_count", "outcome", "dead") > 0);
        poller.after(node::start, "it is up for all", scrape -> isInState(scrape, node, "up", clients()));
        return timeUntilDown;
    }

    private boolean hasFailedOver() {
        return scrape().sum("alternator_client_failovers_total", "reason", "connect_error") > 0;
    }

    /** Lets a node answer 500 until the SDK has retried 20 times. */
    private void fail(TestNode node) {
        double before = retries(scrape());
        poller.after(() -> node.fail(500), "the SDK has retried", scrape -> retries(scrape) >= before + MIN_RETRIES);
        poller.after(
                () -> node.slow(LATENCY),
                "the failing node is up for all",
                scrape -> isInState(scrape, node, "up", clients()));
    }

    /** Lets a node list nobody but itself until a client has seen that the nodes disagree. */
    private void disagree(TestNode node) {
        poller.after(
                () -> node.lists(node.address().host()),
                "a client sees different lists",
                scrape -> clients().stream()
                        .anyMatch(client ->
                                scrape.sum("alternator_client_discovery_conflicts_total", "client", client) > 0));
        node.listsOwnView();
    }

    /** Slows a node down until a hedged read has won. */
    private void slow(TestNode node) {
        poller.after(
                () -> node.slow(LATENCY.multipliedBy(20)),
                "a hedge has won",
                scrape -> scrape.sum("alternator_client_hedges_total", "result", "won") > 0);
        node.slow(LATENCY);
    }

    private AlternatorConfig.Builder settings(AlternatorConfig.Builder settings) {
        return settings.meterRegistry(registry)
                .requestHistogram(true)
                .hedging(true)
                .keyAffinity(KeyAffinity.anyWrite().partitionKey(TABLE, "id"))
                .discoveryInterval(DISCOVERY)
                .meterGrace(GRACE);
    }

    private boolean isUsedByAll(Scrape scrape, TestNode node) {
        return scrape.named("alternator_client_requests_seconds_count")
                        .filter(sample -> sample.is("node", node.toString()) && sample.is("outcome", "success"))
                        .filter(sample -> sample.number() > 0)
                        .count()
                == clients().size();
    }

    private boolean isInState(Scrape scrape, TestNode node, String state, Set<String> clients) {
        return clients.stream()
                .allMatch(client -> scrape.named("alternator_client_node_state")
                        .filter(sample -> sample.is("client", client) && sample.is("node", node.toString()))
                        .anyMatch(sample -> sample.is("state", state) && sample.number() == 1));
    }

    private static double retries(Scrape scrape) {
        return scrape.sum("alternator_client_sdk_retries_total", "same_node", "false");
    }
}
