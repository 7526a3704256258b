package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.examples.console.ConsoleCommand;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * End-to-end demo: writes and reads items with both strategies, sync and async, while one node is killed and restarted. It
 * succeeds if no request fails and every written item can be read back. Prometheus can scrape the meters meanwhile.
 */
public final class Demo {
    private static final int CALLERS = 3; // per client
    private static final int DEFAULT_SECONDS = 15;

    private final Target target;
    private final Options options;
    private final int seconds;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Report report = new Report(registry);

    private Demo(Target target, Options options) {
        this.target = target;
        this.options = options;
        this.seconds = options.seconds().orElse(DEFAULT_SECONDS);
    }

    /** The exit status is that of {@link #run(String...)}. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Options: {@code --endpoint http://host:port} or {@code --backend http://host:port}, {@code --seconds n}, {@code --metrics
     * port}. With {@code --console} it shows the nodes in a browser instead; see {@link ConsoleCommand}.
     *
     * @return 0 on success, 1 if a request failed or an item is missing, 2 if the arguments are invalid
     */
    static int run(String... args) {
        Options options;
        Target target;
        try {
            options = Options.parse(args);
            if (options.consolePort().isPresent()) {
                return ConsoleCommand.run(options);
            }
            target = Target.of(options, AlternatorTestCluster.builder().nodes(3).store());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        try (target) {
            return new Demo(target, options).run() ? 0 : 1;
        }
    }

    private boolean run() {
        Optional<MetricsServer> metrics = options.metricsPort().stream()
                .mapToObj(port -> MetricsServer.start(port, registry))
                .findFirst();
        metrics.ifPresent(server -> System.out.println("Prometheus endpoint: " + server.uri()));
        try (DemoClients clients = new DemoClients(target, this::settings)) {
            String table = clients.createTable();
            Workload workload = new Workload(table);
            generateLoad(workload, clients);
            long found = workload.countReadable(clients.any());
            System.out.printf(
                    "%nfailures seen by the application: %d; items written: %d, read back: %d%n",
                    workload.failures(), workload.written(), found);
            clients.deleteTable(table);
            return workload.failures() == 0 && found == workload.written() && found > 0;
        } finally {
            metrics.ifPresent(MetricsServer::close);
        }
    }

    private void generateLoad(Workload workload, DemoClients clients) {
        List<CompletableFuture<Void>> callers = workload.start(clients.byName(), CALLERS);
        for (int second = 1; second <= seconds; second++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            killOrRestartNode(second);
            System.out.printf(
                    "%3d s: %7d requests, %d failures seen by the application%n",
                    second, workload.requests(), workload.failures());
        }
        workload.stop();
        callers.forEach(CompletableFuture::join);
        report.print(target.embedded());
    }

    private AlternatorConfig.Builder settings(AlternatorConfig.Builder settings) {
        return settings.meterRegistry(registry).requestHistogram(true); // the dashboard's percentiles need the buckets
    }

    /** Node 1 is stopped for the middle third of the run. */
    private void killOrRestartNode(int second) {
        target.embedded().map(cluster -> cluster.node(1)).ifPresent(node -> {
            if (second == seconds / 3) {
                System.out.println("       node " + node + " is killed: connections reset, port closed, still listed");
                node.stop();
            } else if (second == seconds * 2 / 3) {
                System.out.println("       node " + node + " is restarted");
                node.start();
            }
        });
    }
}
