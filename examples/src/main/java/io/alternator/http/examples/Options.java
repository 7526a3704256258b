package io.alternator.http.examples;

import io.alternator.http.support.Program.InvalidOptionException;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every example: which cluster it runs on. */
public final class Options {
    static final String HELP = "help.examples"; // texts of all examples

    @Option(names = "--embedded", order = 1)
    private boolean embedded; // for scripts that always pass an argument

    @Option(names = "--endpoint", order = 2, paramLabel = "URL")
    private Optional<String> endpoint = Optional.empty();

    @Option(names = "--backend", order = 3, paramLabel = "URL")
    private Optional<URI> backend = Optional.empty();

    /**
     * The cluster that the options name; without an endpoint it starts the one that {@code otherwise} describes.
     *
     * @throws IllegalArgumentException if options contradict each other, or the backend is not the URI of a server
     */
    public Target open(AlternatorTestCluster.Builder otherwise) {
        if (embedded && endpoint.isPresent()) {
            throw new InvalidOptionException(
                    "--endpoint: '" + endpoint.get() + "' cannot be combined with --embedded; leave one out");
        }
        if (backend.isPresent() && endpoint.isPresent()) {
            throw new InvalidOptionException("--backend: '" + backend.get()
                    + "' cannot be combined with --endpoint; a real cluster keeps its own data");
        }
        if (endpoint.isPresent()) {
            return new Target(endpoint.get(), Optional.empty(), true);
        }
        try {
            backend.ifPresent(otherwise::backend);
            AlternatorTestCluster cluster = otherwise.start();
            System.out.println(
                    "Embedded cluster: " + cluster.nodes() + " (use --endpoint http://host:port for a real one)");
            return new Target(cluster.endpoint().toString(), Optional.of(cluster), backend.isPresent());
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("--" + e.getMessage(), e);
        }
    }
}
