package io.alternator.http.examples.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.examples.DemoClients.Settings;
import io.alternator.http.examples.LocalServer;
import io.alternator.http.examples.LocalServer.Reply;
import io.alternator.http.examples.Target;
import io.alternator.http.examples.Workload;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A sample application under steady load, and a page that shows its client's view of the nodes. */
public final class Console implements AutoCloseable {
    private static final long SAMPLING_MILLIS = 500;

    private final ObjectMapper json = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    private final InstantSource clock = Clock.systemUTC();
    private final Journal journal = new Journal(clock);
    private final String run = UUID.randomUUID().toString();
    private final String cluster;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Faults faults;
    private final History history;
    private final LocalServer server;
    private final Application application;
    private final ScheduledExecutorService sampler =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("console-sampler", true));

    /**
     * Starts the load and serves the page, and the clients' meters, from which its numbers are read.
     *
     * @param server not started yet; closed with the console
     */
    public Console(Target target, LocalServer server) {
        this.cluster = target.embedded().map(nodes -> "embedded cluster").orElseGet(target::endpoint);
        this.faults = new Faults(target);
        this.history = new History(faults::of);
        this.server = server;
        this.application = new Application(target, registry);
        application.start();
        sampler.scheduleAtFixedRate(this::sample, 0, SAMPLING_MILLIS, TimeUnit.MILLISECONDS);
        addRoutes();
        server.meters(registry);
        server.start();
    }

    /** URL of the page. */
    public URI uri() {
        return server.uri();
    }

    /** What happened until now, in one line. */
    public String summary() {
        Map<NodeState, Long> states = application.nodes().stream()
                .collect(Collectors.groupingBy(NodeStatus::state, TreeMap::new, Collectors.counting()));
        String nodes = states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
        return application.load().requests() + " calls succeeded, " + failures()
                + " failed after the SDK's retries; nodes: " + nodes;
    }

    /** Calls that failed for the application, after the SDK's retries. */
    public long failures() {
        return application.load().failures();
    }

    /** Stops the load and the page, and deletes the table. */
    @Override
    public void close() {
        server.close();
        sampler.shutdownNow();
        application.close();
    }

    private void sample() {
        List<NodeStatus> nodes = application.nodes();
        Workload load = application.load();
        history.add(new Reading(clock.instant(), load.requests(), load.failures(), Reading.attempts(registry)), nodes);
        journal.observe(nodes, load.failures(), load.latestFailure());
    }

    private void addRoutes() {
        server.file("/", "index.html", "text/html; charset=utf-8");
        server.file("/style.css", "style.css", "text/css; charset=utf-8");
        server.file("/app.js", "app.js", "text/javascript; charset=utf-8");
        server.file("/plot.js", "plot.js", "text/javascript; charset=utf-8");
        server.file("/icon.svg", "icon.svg", "image/svg+xml");
        server.route("GET", "/api/state", this::state);
        server.route("POST", "/api/client", this::changeClient);
        server.route("POST", "/api/fault", this::inject);
    }

    /**
     * What the page polls.
     *
     * @param cluster name of the cluster for the page's header
     * @param run unique id of this run, so that a page notices a restart
     * @param now milliseconds since 1970
     * @param history the samples that the page does not have yet
     */
    record State(
            String cluster,
            String run,
            long now,
            @JsonUnwrapped Settings settings,
            List<History.Sample> history,
            List<Event> events) {}

    private record Injection(String node, Faults.Fault fault) {}

    private Reply state(Map<String, String> query) throws IOException {
        State state = new State(
                cluster,
                run,
                clock.millis(),
                application.settings(),
                history.after(Long.parseLong(query.getOrDefault("after", "0"))),
                journal.events());
        return new Reply(200, "application/json", json.writeValueAsBytes(state));
    }

    private Reply changeClient(Map<String, String> query) {
        Settings settings = json.convertValue(query, Settings.class);
        if (application.switchClient(settings)) {
            journal.command("application", "switched to another client: " + settings.name());
        }
        return Reply.NO_CONTENT;
    }

    private Reply inject(Map<String, String> query) {
        Injection command = json.convertValue(query, Injection.class);
        journal.command(command.node(), faults.inject(command.node(), command.fault()));
        return Reply.NO_CONTENT;
    }
}
