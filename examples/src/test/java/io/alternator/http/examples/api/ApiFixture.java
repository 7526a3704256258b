package io.alternator.http.examples.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Three nodes with real data, which check each request's signature. */
final class ApiFixture implements AutoCloseable {
    static final String TABLE = "dogs";
    static final int DOGS = 20;
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(3)
            .store()
            .verifySignatures(CREDENTIALS)
            .start();

    AlternatorConfig config(RoutingStrategy strategy) {
        cluster.reset();
        return cluster.config()
                .domain("dog.scylla.invalid")
                .strategy(strategy)
                .policy(LoadBalancingPolicy.roundRobin())
                .hedging(true)
                .build();
    }

    static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(CREDENTIALS);
    }

    static Dog dog(int number) {
        return new Dog("home", number, "dog " + number);
    }

    /** With a node per request, all nodes have had some; with a node per connection, those that were picked. */
    void expectNodesUsed(RoutingStrategy strategy) {
        assertThat(cluster.nodes().stream().filter(node -> node.requests() > 0))
                .hasSizeGreaterThanOrEqualTo(strategy == RoutingStrategy.PER_REQUEST ? 3 : 1);
        assertThat(cluster.nodes().stream().mapToLong(TestNode::requests).sum()).isGreaterThan(30);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
