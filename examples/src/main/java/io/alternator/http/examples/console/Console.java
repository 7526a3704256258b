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

/** An application under a steady load, and a page that shows how its client treats the nodes. */
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
     * @param registry where the clients' meters go, and the page's numbers come from
     * @param port on 127.0.0.1; 0 is any
     * @throws IllegalArgumentException if the port is taken
     */
    public Console(Target target, MeterRegistry registry, int port) throws IOException {
        this.faults = new Faults(target.embedded());
        this.json = new StateJson(name(target), UUID.randomUUID().toString(), faults::of);
        this.server = new ConsoleServer(port); // first: the port may be taken
        this.application = openOrClose(target, registry);
        this.sampler = new Sampler(application, new NodeCounts(registry), history, journal, clock);
        application.traffic().start();
        sampler.start();
        routes();
        server.start();
    }

    /** Where the page is. */
    public URI uri() {
        return server.uri();
    }

    /** Serves something else besides the page: {@code /metrics}, say. Only this machine may ask for it. */
    public void mount(String path, HttpHandler handler) {
        server.mount(path, handler);
    }

    /** Requests that the application saw answered. */
    public long requests() {
        return application.traffic().requests();
    }

    /** Requests that failed for the application, after the SDK's retries. */
    public long failures() {
        return application.traffic().failures();
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

    private void routes() {
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
                application.clients().choice(),
                history.after(query.number("after")),
                journal.events()));
    }

    private Reply changeClient(Query query) {
        Choice choice = new Choice(query.one("strategy", RoutingStrategy.class), query.one("kind", ClientKind.class));
        if (application.change(choice)) {
            journal.command("application", "goes on with another client: " + choice.label());
        }
        return Reply.done();
    }

    private Reply inject(Query query) {
        String node = query.text("node");
        Fault fault = query.one("fault", Fault.class);
        faults.inject(node, fault);
        journal.command(node, fault.label());
        return Reply.done();
    }

    private static String name(Target target) {
        Optional<AlternatorTestCluster> embedded = target.embedded();
        return embedded.map(cluster -> "embedded cluster").orElseGet(() -> target.endpoint());
    }
}
