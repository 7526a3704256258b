package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The async client: waves of 1,000 requests in flight, spread over the nodes; one of them dies before the third wave. */
public final class TryAsync {
    private static final int WAVES = 5;
    private static final int IN_FLIGHT = 1000;

    private TryAsync() {}

    /** Takes {@code --endpoint http://host:port}. */
    public static void main(String[] args) {
        Answers answers = new Answers();
        try (Target target = Target.of(args, AlternatorTestCluster.builder().nodes(3))) {
            AlternatorConfig config =
                    target.config().meterRegistry(answers.registry()).build();
            try (DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                    .endpointOverride(config.endpoint())
                    .httpClientBuilder(AlternatorAsyncHttpClient.builder()
                            .delegate(NettyNioAsyncHttpClient.builder())
                            .config(config))
                    .credentialsProvider(target.credentials())
                    .region(Region.US_EAST_1)
                    .build()) {
                client.listTables().join(); // goes to the seed, while the nodes are learnt
                for (int wave = 1; wave <= WAVES; wave++) {
                    if (wave == 3) {
                        target.embedded().ifPresent(cluster -> cluster.node(1).stop());
                    }
                    CompletableFuture.allOf(IntStream.range(0, IN_FLIGHT)
                                    .mapToObj(i -> client.listTables())
                                    .toArray(CompletableFuture[]::new))
                            .join();
                    System.out.println("wave " + wave + ", " + IN_FLIGHT
                            + " requests at once, 0 errors; answers so far: " + answers.byNode());
                }
            }
        }
    }
}
