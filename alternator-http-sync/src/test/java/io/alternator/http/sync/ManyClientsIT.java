package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Many clients in one JVM share their background threads. */
final class ManyClientsIT {
    private static final int CLIENTS = 60;

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("alternator-"))
                .count();
    }

    @Test
    void threadsDoNotGrowWithTheNumberOfClients() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            List<AlternatorHttpClient> clients = Stream.generate(() -> AlternatorHttpClient.wrap(
                            ApacheHttpClient.create(), cluster.config().build()))
                    .limit(CLIENTS)
                    .toList();
            clients.forEach(http -> {
                try (DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(cluster.endpoint())
                        .httpClient(http)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
                    client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("a"))));
                }
            });
            Await.until(
                    "all know the nodes",
                    () -> clients.stream().allMatch(http -> http.nodes().size() == 3));
            Await.until("few threads", () -> threads() <= 5); // those for work that blocks end after 1 s
            clients.forEach(AlternatorHttpClient::close);
            Await.until("no thread is left", () -> threads() == 0);
            assertThat(clients).hasSize(CLIENTS);
        }
    }
}
