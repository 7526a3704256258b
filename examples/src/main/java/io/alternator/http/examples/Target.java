package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The cluster that an example runs on: a real one if the arguments name it, else an embedded one. */
public final class Target implements AutoCloseable {
    private final String endpoint;
    private final Optional<AlternatorTestCluster> embedded;

    private Target(String endpoint, Optional<AlternatorTestCluster> embedded) {
        this.endpoint = endpoint;
        this.embedded = embedded;
    }

    /** A cluster with canned replies is enough where an example keeps no data. */
    static Target of(String[] args, AlternatorTestCluster.Builder otherwise) {
        return of(Options.parse(args), otherwise);
    }

    /** The same, where more of the command line matters. */
    public static Target of(Options options, AlternatorTestCluster.Builder otherwise) {
        if (options.endpoint().isPresent()) {
            return new Target(options.endpoint().get(), Optional.empty());
        }
        AlternatorTestCluster cluster = otherwise.start();
        System.out.println(
                "Embedded cluster: " + cluster.nodes() + " (use --endpoint http://host:port for a real one)");
        return new Target(cluster.endpoint().toString(), Optional.of(cluster));
    }

    /** Where one of its nodes is, as the arguments name it. */
    public String endpoint() {
        return endpoint;
    }

    /** A configuration that finds the cluster. */
    public AlternatorConfig.Builder config() {
        return embedded.map(AlternatorTestCluster::config)
                .orElseGet(() -> AlternatorConfig.builder().seeds(endpoint));
    }

    /** The embedded cluster, for faults. */
    public Optional<AlternatorTestCluster> embedded() {
        return embedded;
    }

    /** Kills a node, if it is ours to kill. */
    void kill(String node) {
        embedded.ifPresent(
                cluster -> cluster.node(NodeAddress.parse(node, cluster.port())).stop());
    }

    /** From the environment, or any for the embedded cluster. */
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
