package io.alternator.http.examples;

import io.alternator.http.support.Program.InvalidOptionException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every example: which cluster it runs on. */
public final class Options {
    @Option(names = "--embedded", order = 1, description = "nodes in this process, on loopback addresses (default)")
    private boolean embedded; // for scripts that always pass an argument

    @Option(
            names = "--endpoint",
            order = 2,
            paramLabel = "URL",
            description = "http://host:port of a node of a real cluster; there, faults are left out")
    private Optional<String> endpoint = Optional.empty();

    @Option(
            names = "--backend",
            order = 3,
            paramLabel = "URL",
            description = "http://host:port of a server with DynamoDB's API that keeps the embedded nodes' data")
    private Optional<URI> backend = Optional.empty();

    /** A node of a real cluster; empty for an embedded one. */
    public Optional<String> endpoint() {
        return endpoint;
    }

    /** The server that keeps the data behind the embedded cluster's nodes; empty for the example's own. */
    public Optional<URI> backend() {
        return backend;
    }

    /** Throws if options contradict each other. */
    void check() {
        if (embedded && endpoint.isPresent()) {
            throw new InvalidOptionException(
                    "--endpoint: '" + endpoint.get() + "' cannot be combined with --embedded; leave one out");
        }
        if (backend.isPresent() && endpoint.isPresent()) {
            throw new InvalidOptionException("--backend: '" + backend.get()
                    + "' cannot be combined with --endpoint; a real cluster keeps its own data");
        }
    }
}
