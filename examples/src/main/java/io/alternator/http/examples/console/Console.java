package io.alternator.http.examples.console;

import com.sun.net.httpserver.HttpHandler;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.Target;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** A sample application under steady load, and a page that shows its client's view of the nodes. */
public final class Console implements AutoCloseable {
    private final InstantSource clock = Clock.systemUTC();
    private final History history = new History();
    private final Journal journal = new Journal(clock);
    private final Faults faults;
    private final StateJson json;
    private final ConsoleServer server;
    private final Application application;
    private final Sampler sampler;

    /**
     * Starts the load and serves the page.
     *
     * @param registry receives the clients' meters, from which the page's numbers are read
     * @param port on 127.0.0.1; 0 for any free port
     * @throws IllegalArgumentException if the port is taken
     */
    public Console(Target target, MeterRegistry registry, int port) throws IOException {
        this.faults = new Faults(target.embedded());
        this.json = new StateJson(name(target), UUID.randomUUID().toString(), faults::of);
        this.server = new ConsoleServer(port); // first, because it fails if the port is taken
        this.application = openOrClose(target, registry);
        this.sampler = new Sampler(application, new NodeCounts(registry), history, journal, clock);
        application.load().start();
        sampler.start();
        addRoutes();
        server.start();
    }

    /** URL of the page. */
    public URI uri() {
        return server.uri();
    }

    /** Serves another path besides the page, such as {@code /metrics}. Accepts requests from this machine only. */
    public void mount(String path, HttpHandler handler) {
        server.mount(path, handler);
    }

    /** Requests that succeeded for the application. */
    public long requests() {
        return application.load().requests();
    }

    /** Requests that failed for the application, after the SDK's retries. */
    public long failures() {
        return application.load().failures();
    }

    /** Stops the load and the page, and deletes the table. */
    @Override
    public void close() {
        server.close();
        sampler.close();
        application.close();
    }

    private Application openOrClose(Target target, MeterRegistry registry) {
        try {
            return new Application(target, registry);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void addRoutes() {
        server.file("/", "index.html", "text/html; charset=utf-8");
        server.file("/style.css", "style.css", "text/css; charset=utf-8");
        server.file("/app.js", "app.js", "text/javascript; charset=utf-8");
        server.file("/plot.js", "plot.js", "text/javascript; charset=utf-8");
        server.file("/icon.svg", "icon.svg", "image/svg+xml");
        server.get("/api/state", this::state);
        server.post("/api/client", this::changeClient);
        server.post("/api/fault", this::inject);
    }

    private Reply state(Query query) throws IOException {
        return Reply.json(json.write(
                clock.instant(),
                application.client().settings(),
                history.after(query.number("after")),
                journal.events()));
    }

    private Reply changeClient(Query query) {
        ClientSettings settings = new ClientSettings(
                query.enumValue("strategy", RoutingStrategy.class), query.enumValue("kind", ClientKind.class));
        if (application.switchClient(settings)) {
            journal.command("application", "switched to another client: " + settings.label());
        }
        return Reply.noContent();
    }

    private Reply inject(Query query) {
        String node = query.text("node");
        Fault fault = query.enumValue("fault", Fault.class);
        faults.inject(node, fault);
        journal.command(node, fault.label());
        return Reply.noContent();
    }

    private static String name(Target target) {
        Optional<AlternatorTestCluster> embedded = target.embedded();
        return embedded.map(cluster -> "embedded cluster").orElseGet(() -> target.endpoint());
    }
}
