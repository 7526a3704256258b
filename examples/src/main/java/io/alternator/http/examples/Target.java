package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The cluster that an example runs on: a real one if {@code --endpoint} is given, otherwise an embedded one. With {@code
 * --backend}, its nodes forward to that server.
 */
public final class Target implements AutoCloseable {
    private final String endpoint;
    private final Optional<AlternatorTestCluster> embedded;
    private final boolean keepsData;

    private Target(String endpoint, Optional<AlternatorTestCluster> embedded, boolean keepsData) {
        this.endpoint = endpoint;
        this.embedded = embedded;
        this.keepsData = keepsData;
    }

    /** Parses the arguments; without an endpoint it starts the cluster that {@code otherwise} describes. */
    static Target of(String[] args, AlternatorTestCluster.Builder otherwise) {
        return of(Options.parse(args), otherwise);
    }

    /**
     * The same, with parsed options.
     *
     * @throws IllegalArgumentException if the backend is not the URI of a server
     */
    public static Target of(Options options, AlternatorTestCluster.Builder otherwise) {
        if (options.endpoint().isPresent()) {
            return new Target(options.endpoint().get(), Optional.empty(), true);
        }
        options.backend().ifPresent(otherwise::backend);
        AlternatorTestCluster cluster = otherwise.start();
        System.out.println(
                "Embedded cluster: " + cluster.nodes() + " (use --endpoint http://host:port for a real one)");
        return new Target(
                cluster.endpoint().toString(),
                Optional.of(cluster),
                options.backend().isPresent());
    }

    /** URL of one node of the cluster. */
    public String endpoint() {
        return endpoint;
    }

    /** A configuration that is seeded with the cluster. */
    public AlternatorConfig.Builder config() {
        return embedded.map(AlternatorTestCluster::config)
                .orElseGet(() -> AlternatorConfig.builder().seeds(endpoint));
    }

    /** The embedded cluster, for injecting faults; empty for a real one. */
    public Optional<AlternatorTestCluster> embedded() {
        return embedded;
    }

    /** Whether tables stay after {@link #close}, so that they have to be deleted. */
    public boolean keepsData() {
        return keepsData;
    }

    /** Kills a node of the embedded cluster; does nothing on a real one. */
    void kill(String node) {
        embedded.ifPresent(
                cluster -> cluster.node(NodeAddress.parse(node, cluster.port())).stop());
    }

    /** Credentials from the environment; arbitrary ones if it has none, which the embedded cluster accepts. */
    public AwsCredentialsProvider credentials() {
        String key = System.getenv("AWS_ACCESS_KEY_ID");
        String secret = System.getenv("AWS_SECRET_ACCESS_KEY");
        return StaticCredentialsProvider.create(
                key == null || secret == null
                        ? AwsBasicCredentials.create("any", "any")
                        : AwsBasicCredentials.create(key, secret));
    }

    @Override
    public void close() {
        embedded.ifPresent(AlternatorTestCluster::close);
    }
}
