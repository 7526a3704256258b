package io.alternator.http.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.testing.ClusterFixture;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ClusterResolverTest {
    private final ClusterFixture fixture = new ClusterFixture().nodes(3);

    private static SdkHttpRequest request(String uri, String target) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(uri))
                .putHeader("X-Amz-Target", target)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "http://dog.example:8000/, true",
        "http://DOG.example:8000/, true",
        "http://n1:8000/, true",
        "http://n3:8000/, true",
        "http://n9:8000/, false",
        "http://dog.example:9000/, false",
        "https://dog.example:8000/, false",
        "https://bucket.s3.amazonaws.com/key, false",
    })
    void configuredCluster_getsRequestsForItsEndpointSeedsAndNodes(String uri, boolean balanced) {
        AlternatorConfig config =
                AlternatorConfig.builder().seeds("n1").domain("dog.example").build();
        Cluster cluster = fixture.open(builder -> builder.domain("dog.example"));
        ConfiguredCluster resolver = new ConfiguredCluster(config, cluster);
        assertThat(resolver.resolve(request(uri, "DynamoDB_20120810.GetItem")) != null)
                .isEqualTo(balanced);
    }

    @Test
    void withoutConfiguration_dynamoDbRequestsGetOneClusterPerEndpoint() {
        ClusterPerEndpoint resolver =
                new ClusterPerEndpoint(endpoint -> fixture.open(builder -> builder.seeds(endpoint.toString())));
        Cluster first = resolver.resolve(request("http://a:1/", "DynamoDB_20120810.GetItem"));
        assertThat(first)
                .isNotNull()
                .isSameAs(resolver.resolve(request("http://a:1/", "DynamoDBStreams_20120810.GetRecords")));
        assertThat(resolver.resolve(request("http://a:2/", "DynamoDB_20120810.GetItem")))
                .isNotNull()
                .isNotSameAs(first);
        assertThat(resolver.resolve(request("http://a:1/", "AmazonSQS.SendMessage")))
                .isNull();
        assertThat(resolver.resolve(request("http://a:1/", "DynamoDB_20120810.GetItem").toBuilder()
                        .removeHeader("X-Amz-Target")
                        .build()))
                .isNull();
    }

    @Test
    void withoutConfiguration_theSeventeenthEndpointPassesThrough() {
        ClusterPerEndpoint resolver = new ClusterPerEndpoint(endpoint -> fixture.open(UnaryOperator.identity()));
        for (int port = 1; port <= 16; port++) {
            assertThat(resolver.resolve(request("http://a:" + port + "/", "DynamoDB_20120810.GetItem")))
                    .isNotNull();
        }
        assertThat(resolver.resolve(request("http://a:17/", "DynamoDB_20120810.GetItem")))
                .isNull();
        assertThat(resolver.resolve(request("http://a:16/", "DynamoDB_20120810.GetItem")))
                .isNotNull();
    }
}
