package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.support.ItemClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Async client: sends waves of 1,000 concurrent requests. A node is killed before the third wave. */
public final class TryAsync {
    private static final int WAVES = 5;
    private static final int IN_FLIGHT = 1000;

    private TryAsync() {}

    /** Option: {@code --endpoint http://host:port} or {@code --backend http://host:port}. */
    public static void main(String[] args) {
        Target.main(args, AlternatorTestCluster.builder().nodes(3), TryAsync::run);
    }

    private static void run(Target target) {
        ResponseCounts responses = new ResponseCounts();
        AlternatorConfig config =
                target.config().meterRegistry(responses.registry()).build();
        try (DynamoDbAsyncClient client = ItemClient.configure(
                        DynamoDbAsyncClient.builder(), config.endpoint(), target.credentials())
                .httpClientBuilder(AlternatorAsyncHttpClient.builder()
                        .delegate(NettyNioAsyncHttpClient.builder())
                        .config(config))
                .build()) {
            client.listTables().join(); // goes to the seed, while discovery runs
            for (int wave = 1; wave <= WAVES; wave++) {
                if (wave == 3) {
                    target.embedded().ifPresent(cluster -> cluster.node(1).stop());
                }
                CompletableFuture.allOf(IntStream.range(0, IN_FLIGHT)
                                .mapToObj(i -> client.listTables())
                                .toArray(CompletableFuture[]::new))
                        .join();
                System.out.println("wave " + wave + ", " + IN_FLIGHT
                        + " concurrent requests, 0 errors; responses so far: " + responses.byNode());
            }
        }
    }
}
