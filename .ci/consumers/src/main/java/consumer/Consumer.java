package consumer;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a newcomer does first, with the released artifacts: three nodes, both clients, one node is killed. */
public final class Consumer {
    private static final int CALLS = 100;

    private Consumer() {}

    public static void main(String[] arguments) {
        MeterRegistry meters = new SimpleMeterRegistry();
        try (AlternatorTestCluster cluster =
                AlternatorTestCluster.builder().nodes(3).store().start()) {
            AlternatorConfig config = cluster.config().meterRegistry(meters).build();
            try (DynamoDbClient sync = DynamoDbClient.builder()
                            .endpointOverride(config.endpoint())
                            .region(Region.US_EAST_1)
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .httpClientBuilder(AlternatorHttpClient.builder()
                                    .delegate(ApacheHttpClient.builder())
                                    .config(config))
                            .build();
                    DynamoDbAsyncClient async = DynamoDbAsyncClient.builder()
                            .endpointOverride(config.endpoint())
                            .region(Region.US_EAST_1)
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .httpClientBuilder(AlternatorAsyncHttpClient.builder()
                                    .delegate(NettyNioAsyncHttpClient.builder())
                                    .config(config))
                            .build()) {
                for (int i = 0; i < CALLS; i++) {
                    if (i == CALLS / 2) {
                        cluster.node(1).stop();
                    }
                    sync.listTables();
                    async.listTables().join();
                }
            }
        }
        double ejections = meters.find("alternator.client.ejections").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        if (ejections == 0) {
            throw new IllegalStateException("no ejection was counted");
        }
        System.out.println("consumer: " + 2 * CALLS + " calls, one of three nodes killed, no error, " + ejections + " ejections");
    }
}
