package io.alternator.http.examples;

import io.alternator.http.examples.console.ConsoleCommand;
import io.alternator.http.support.Program;
import io.alternator.http.support.Program.InvalidOptionException;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * End-to-end demo: writes and reads items with both strategies, sync and async, while one node is killed and restarted. It
 * succeeds if no request fails and every written item can be read back. Prometheus can scrape the meters meanwhile.
 */
@Command(name = "Demo", sortOptions = false, resourceBundle = Options.HELP)
public final class Demo implements Callable<Integer> {
    private static final int CALLERS = 3; // per client
    private static final int DEFAULT_SECONDS = 15;
    private static final int DEFAULT_CONSOLE_PORT = 8080;
    private static final int MAX_PORT = 65_535;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--seconds", order = 4, paramLabel = "N")
    private Optional<Integer> seconds = Optional.empty();

    @Option(names = "--metrics", order = 5, paramLabel = "PORT")
    private Optional<Integer> metricsPort = Optional.empty();

    @Option(names = "--console", order = 6)
    private boolean console;

    @Option(names = "--port", order = 7, paramLabel = "PORT")
    private Optional<Integer> port = Optional.empty();

    /** The exit status is that of {@link #run(String...)}. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Returns the exit status: 0 on success, 1 if a request failed or an item is missing, 2 if it cannot start. */
    static int run(String... args) {
        return Program.run(new Demo(), List.of(args), System.out, System.err);
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        if (console) {
            return ConsoleCommand.run(options, port.orElse(DEFAULT_CONSOLE_PORT), seconds.map(Duration::ofSeconds));
        }
        try (Target target =
                options.open(AlternatorTestCluster.builder().nodes(3).store())) {
            return run(target) ? Program.OK : Program.FAILED;
        }
    }

    private void check() {
        seconds.ifPresent(given ->
                Program.requireInRange("--seconds", given, 3, Duration.ofDays(1).toSeconds()));
        metricsPort.ifPresent(given -> Program.requireInRange("--metrics", given, 0, MAX_PORT));
        port.ifPresent(given -> Program.requireInRange("--port", given, 0, MAX_PORT));
        if (console && metricsPort.isPresent()) {
            throw new InvalidOptionException("--metrics: '" + metricsPort.get()
                    + "' cannot be combined with --console; the console serves /metrics on its own port");
        }
        if (!console && port.isPresent()) {
            throw new InvalidOptionException(
                    "--port: " + port.get() + " is only used with --console; add that, or use --metrics");
        }
    }

    private boolean run(Target target) throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Optional<LocalServer> metrics = metricsPort.map(given -> LocalServer.ofMeters(given, registry));
        metrics.ifPresent(server ->
                System.out.println("Prometheus endpoint: " + server.uri().resolve(LocalServer.METERS)));
        try (DemoTable table = DemoTable.create(target);
                DemoClients clients = new DemoClients(
                        target, config -> config.meterRegistry(registry).requestHistogram(true))) {
            Workload workload =
                    new Workload(table.name(), Integer.MAX_VALUE, () -> {}); // as fast as possible, with ever new items
            generateLoad(workload, clients, target);
            new ResponseCounts(registry).print(target);
            long found = workload.countReadable(
                    clients.all().values().iterator().next().items());
            System.out.printf(
                    "%nfailures seen by the application: %d%s; items written: %d, read back: %d%n",
                    workload.failures(),
                    workload.failures() == 0 ? "" : " (" + workload.latestFailure() + ")",
                    workload.written(),
                    found);
            return workload.failures() == 0 && found == workload.written() && found > 0;
        } finally {
            metrics.ifPresent(LocalServer::close);
        }
    }

    private void generateLoad(Workload workload, DemoClients clients, Target target) throws InterruptedException {
        clients.all().forEach((settings, client) -> workload.start(settings.name(), client::items, CALLERS));
        int duration = seconds.orElse(DEFAULT_SECONDS);
        for (int second = 1; second <= duration; second++) {
            TimeUnit.SECONDS.sleep(1);
            killOrRestartNode(target, second, duration);
            System.out.printf(
                    "%3d s: %7d requests, %d failures seen by the application%n",
                    second, workload.requests(), workload.failures());
        }
        workload.stop(Duration.ofMinutes(1));
    }

    /** Node 1 is stopped for the middle third of the run. */
    private static void killOrRestartNode(Target target, int second, int duration) {
        target.embedded().map(cluster -> cluster.node(1)).ifPresent(node -> {
            if (second == duration / 3) {
                System.out.println("       node " + node + " is killed: connections reset, port closed, still listed");
                node.stop();
            } else if (second == duration * 2 / 3) {
                System.out.println("       node " + node + " is restarted");
                node.start();
            }
        });
    }
}
