package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.support.ItemClient;
import io.alternator.http.support.Program;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The cluster that an example runs on: a real one if {@code --endpoint} is given, otherwise an embedded one. With {@code
 * --backend}, its nodes forward to that server.
 *
 * @param endpoint URL of one node of the cluster
 * @param embedded the cluster, for injecting faults; empty for a real one
 * @param keepsData whether tables stay after {@link #close}, so that they have to be deleted
 */
public record Target(String endpoint, Optional<AlternatorTestCluster> embedded, boolean keepsData)
        implements AutoCloseable {

    /** The main method of an example with no other options. Exits if that fails. */
    static void main(String[] args, AlternatorTestCluster.Builder otherwise, Consumer<Target> example) {
        Options options = new Options();
        Runnable program = () -> {
            try (Target target = options.open(otherwise)) {
                example.accept(target);
            }
        };
        CommandSpec command =
                CommandSpec.wrapWithoutInspection(program).addMixin("cluster", CommandSpec.forAnnotatedObject(options));
        command.name("example")
                .resourceBundleBaseName(Options.HELP)
                .usageMessage()
                .sortOptions(false);
        int status = Program.run(command, List.of(args), System.out, System.err);
        if (status != Program.OK) {
            System.exit(status);
        }
    }

    /** A configuration that is seeded with the cluster. */
    public AlternatorConfig.Builder config() {
        return embedded.map(AlternatorTestCluster::config)
                .orElseGet(() -> AlternatorConfig.builder().seeds(endpoint));
    }

    /** The SDK's client over the balanced client, over Apache's. It closes them. */
    DynamoDbClient client(AlternatorConfig config) {
        return ItemClient.configure(DynamoDbClient.builder(), config.endpoint(), credentials())
                .httpClientBuilder(AlternatorHttpClient.builder()
                        .delegate(ApacheHttpClient.builder())
                        .config(config))
                .build();
    }

    /** The node of the embedded cluster with this address; empty if it is not embedded. */
    public Optional<TestNode> node(String address) {
        return embedded.flatMap(cluster -> cluster.nodes().stream()
                .filter(node -> node.address().toString().equals(address))
                .findFirst());
    }

    /** Credentials from the environment; arbitrary ones if it has none, which the embedded cluster accepts. */
    public AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    }

    @Override
    public void close() {
        embedded.ifPresent(AlternatorTestCluster::close);
    }
}
