package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.support.ItemClient;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Strategy PER_REQUEST: ten requests of one client are spread over the nodes. */
public final class TryPerRequest {
    private TryPerRequest() {}

    /** Option: {@code --endpoint http://host:port} or {@code --backend http://host:port}. */
    public static void main(String[] args) {
        Target.main(args, AlternatorTestCluster.builder().nodes(3), TryPerRequest::run);
    }

    private static void run(Target target) {
        ResponseCounts responses = new ResponseCounts();
        AlternatorConfig config =
                target.config().meterRegistry(responses.registry()).build();
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.create(), config);
                DynamoDbClient client = ItemClient.configure(
                                DynamoDbClient.builder(), config.endpoint(), target.credentials())
                        .httpClient(http)
                        .build()) {
            client.listTables(); // goes to the seed, while discovery runs
            responses.latestNode();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            System.out.println("nodes: " + http.nodes());
            for (int i = 1; i <= 10; i++) {
                client.listTables();
                System.out.println("request " + i + " was answered by " + responses.latestNode());
            }
        }
    }
}
