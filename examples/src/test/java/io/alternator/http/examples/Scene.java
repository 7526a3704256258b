package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The demo's clients at work on a small cluster, for half a minute in which everything happens that a dashboard can show. Each
 * step waits for what the endpoint tells of the one before.
 */
final class Scene implements AutoCloseable {
    /** How long the meters of a node stay that left. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** How often the nodes are asked for their list, with the usual jitter. */
    static final Duration DISCOVERY = Duration.ofSeconds(1);

    private static final int CALLERS = 3; // of each client
    private static final Duration ANSWER_TIME = Duration.ofMillis(5); // faster than that, nothing is ever in flight
    private static final int FEW = 20;

    private final Target target =
            Target.of(new String[0], AlternatorTestCluster.builder().nodes(3));
    private final AlternatorTestCluster cluster = target.embedded().orElseThrow();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MetricsServer metrics = MetricsServer.start(0, registry);
    private final DemoClients clients = new DemoClients(target, this::settings);
    private final Workload workload = new Workload("dogs");
    private final List<CompletableFuture<Void>> callers;
    private final Lookout lookout = new Lookout(metrics.uri());

    private Duration killedNodeWasDownAfter = Duration.ZERO;
    private Duration seriesOfLeftNodeWereGoneAfter = Duration.ZERO;

    /** Requests flow from now on. */
    Scene() {
        cluster.nodes().forEach(node -> node.slow(ANSWER_TIME));
        callers = workload.start(clients.byName(), CALLERS);
    }

    /** Where Prometheus is to look. */
    URI metrics() {
        return metrics.uri();
    }

    /** What is to be seen there now. */
    Scrape scrape() {
        return lookout.scrape();
    }

    Set<String> clients() {
        return clients.byName().keySet();
    }

    /** How long it took all clients to see the killed one down. */
    Duration killedNodeWasDownAfter() {
        return killedNodeWasDownAfter;
    }

    Duration seriesOfLeftNodeWereGoneAfter() {
        return seriesOfLeftNodeWereGoneAfter;
    }

    long failures() {
        return workload.failures();
    }

    void play() {
        TestNode failing = cluster.node(2);
        fail(failing);

        TestNode killed = cluster.node(1);
        lookout.until("all have used the node that dies", scrape -> isUsedByAll(scrape, killed));
        killedNodeWasDownAfter = killAndStart(killed);
        for (int i = 0; i < FEW && !hasFailedOver(); i++) {
            killAndStart(killed); // a probe may know of it before anybody connects
        }

        fail(failing); // the first time was scraped since, so this one is seen to add to it

        slow(failing);

        TestNode joining = cluster.addNode();
        joining.slow(ANSWER_TIME);
        lookout.until("the new one is up for all", scrape -> isSeen(scrape, joining, "up", clients()));
        seriesOfLeftNodeWereGoneAfter = lookout.after(
                joining::unlist,
                "nothing tells of the one that left",
                scrape -> scrape.samples().stream().noneMatch(sample -> sample.is("node", joining.toString())));
    }

    @Override
    public void close() {
        workload.stop();
        callers.forEach(CompletableFuture::join);
        clients.close();
        metrics.close();
        target.close();
    }

    /** Until it is up again; how long it took all clients to see it down. */
    private Duration killAndStart(TestNode node) {
        Duration downAfter =
                lookout.after(node::stop, "it is down for all", scrape -> isSeen(scrape, node, "down", clients()));
        lookout.until(
                "a probe of it fails",
                scrape -> scrape.sum("alternator_client_probes_seconds_count", "outcome", "dead") > 0);
        lookout.after(node::start, "it is up for all", scrape -> isSeen(scrape, node, "up", clients()));
        return downAfter;
    }

    private boolean hasFailedOver() {
        return scrape().sum("alternator_client_failovers_total", "reason", "connect_error") > 0;
    }

    /** For a moment: until the SDK had to retry some times. */
    private void fail(TestNode node) {
        double before = retries(scrape());
        lookout.after(() -> node.fail(500), "the SDK has retried", scrape -> retries(scrape) >= before + FEW);
        lookout.after(
                () -> node.slow(ANSWER_TIME),
                "the failing one is up for all",
                scrape -> isSeen(scrape, node, "up", clients()));
    }

    /** For a moment: until reads of it were answered by others. */
    private void slow(TestNode node) {
        lookout.after(
                () -> node.slow(ANSWER_TIME.multipliedBy(20)),
                "others have answered in its place",
                scrape -> scrape.sum("alternator_client_hedges_total", "result", "won") > 0);
        node.slow(ANSWER_TIME);
    }

    private AlternatorConfig.Builder settings(AlternatorConfig.Builder settings) {
        return settings.meterRegistry(registry)
                .requestHistogram(true)
                .hedging(true)
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

    private boolean isSeen(Scrape scrape, TestNode node, String state, Set<String> by) {
        return by.stream()
                .allMatch(client -> scrape.named("alternator_client_node_state")
                        .filter(sample -> sample.is("client", client) && sample.is("node", node.toString()))
                        .anyMatch(sample -> sample.is("state", state) && sample.number() == 1));
    }

    private static double retries(Scrape scrape) {
        return scrape.sum("alternator_client_sdk_retries_total", "same_node", "false");
    }
}
