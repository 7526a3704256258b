package io.alternator.http.examples;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Strategy PER_CONNECTION: five clients choose among the nodes. Then 100 requests of one client stay on one node until it is
 * killed, and continue on another.
 */
public final class TryPerConnection {
    private TryPerConnection() {}

    /** Option: {@code --endpoint http://host:port} or {@code --backend http://host:port}. */
    public static void main(String[] args) {
        Target.main(args, AlternatorTestCluster.builder().nodes(3), TryPerConnection::run);
    }

    private static void run(Target target) {
        for (int i = 1; i <= 5; i++) {
            ResponseCounts responses = new ResponseCounts();
            try (DynamoDbClient client = open(target, responses)) {
                client.listTables();
                System.out.println("client " + i + " was answered by " + responses.latestNode());
            }
        }
        ResponseCounts responses = new ResponseCounts();
        try (DynamoDbClient client = open(target, responses)) {
            for (int i = 1; i <= 100; i++) {
                client.listTables();
                if (i == 50) {
                    String node = responses.latestNode();
                    System.out.println("50 requests were answered by " + node + ", which is killed now");
                    target.node(node).ifPresent(TestNode::stop);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            System.out.println("0 errors, responses by node: " + responses.byNode());
        }
    }

    /** A client that knows all nodes: the first request of one goes to the seed, and makes it ask for the others. */
    private static DynamoDbClient open(Target target, ResponseCounts responses) {
        DynamoDbClient client = target.client(target.config()
                .strategy(RoutingStrategy.PER_CONNECTION)
                .meterRegistry(responses.registry())
                .build());
        client.listTables();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        responses.latestNode();
        return client;
    }
}
