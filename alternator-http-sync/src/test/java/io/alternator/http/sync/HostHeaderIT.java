package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.CapturedLog;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.utils.AttributeMap;

/** HTTP clients that send another {@code Host} header than was signed, and those that do not. The nodes check each signature. */
final class HostHeaderIT {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("dog", "bone");
    private static final int CALLS = 30;

    /** A client around another one. */
    private record OwnClient(SdkHttpClient client, UnaryOperator<SdkHttpRequest> edit) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return client.prepareRequest(HttpExecuteRequest.builder()
                    .request(edit.apply(request.httpRequest()))
                    .contentStreamProvider(request.contentStreamProvider().orElse(null))
                    .build());
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private enum Replacing {
        /** Known to do it. */
        URL_CONNECTION,
        /** Hides that name. */
        AROUND_URL_CONNECTION,
        /** As some HTTP libraries do, and the SDK's clients did before 2.32.0. */
        ADDRESS_OF_THE_NODE;

        private SdkHttpClient open() {
            return switch (this) {
                case URL_CONNECTION -> UrlConnectionHttpClient.create();
                case AROUND_URL_CONNECTION -> new OwnClient(UrlConnectionHttpClient.create(), UnaryOperator.identity());
                case ADDRESS_OF_THE_NODE ->
                    new OwnClient(
                            ApacheHttpClient.create(),
                            request -> request.toBuilder()
                                    .putHeader("Host", request.host() + ":" + request.port())
                                    .build());
            };
        }
    }

    private record Builder(Replacing client) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return client.open();
        }
    }

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(3)
            .verifySignatures(CREDENTIALS)
            .start();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static DynamoDbClient dynamo(SdkHttpClient http, URI endpoint) {
        return SyncTestClient.dynamo(http, endpoint, StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static void awaitThreeNodes(AlternatorHttpClient http) {
        Await.until("all nodes are known", () -> http.nodes().size() == 3);
    }

    private static void call(DynamoDbClient dynamo) {
        for (int i = 0; i < CALLS; i++) {
            dynamo.listTables();
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientThatReplacesTheHost_sendsSignedRequestsToTheEndpoint_asWithoutTheWrapper(Replacing client) {
        try (SdkHttpClient bare = client.open();
                DynamoDbClient dynamo = dynamo(bare, cluster.endpoint())) {
            call(dynamo);
        }
        AlternatorConfig oneSeed = cluster.config().build();
        AlternatorConfig threeSeeds = cluster.config()
                .seeds(cluster.nodes().stream()
                        .map(node -> node.address().toString())
                        .toArray(String[]::new))
                .build();
        for (AlternatorHttpClient wrapped : List.of(
                AlternatorHttpClient.wrap(client.open()),
                AlternatorHttpClient.wrap(client.open(), oneSeed),
                AlternatorHttpClient.wrap(client.open(), threeSeeds),
                AlternatorHttpClient.wrap(new Builder(client), oneSeed))) {
            cluster.nodes().forEach(TestNode::resetCounters);
            try (AlternatorHttpClient http = wrapped;
                    DynamoDbClient dynamo = dynamo(http, cluster.endpoint())) {
                call(dynamo);
                if (client != Replacing.URL_CONNECTION || !http.nodes().isEmpty()) { // else no cluster is made
                    awaitThreeNodes(http);
                }
                call(dynamo);
            }
            assertThat(cluster.nodes()).extracting(TestNode::requests).containsExactly(2L * CALLS, 0L, 0L);
        }
        assertThat(log.warnings())
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning)
                        .contains("Signed requests are not balanced")
                        .contains("Client replaces the signed Host header")
                        .contains("use ApacheHttpClient"));
    }

    @ParameterizedTest
    @EnumSource
    void clientThatReplacesTheHost_isRefusedTheFirstSignedRequest_forALogicalName(Replacing client) {
        AlternatorConfig logical = cluster.config().domain("dogs.example").build();
        try (AlternatorHttpClient http = AlternatorHttpClient.wrap(client.open(), logical);
                DynamoDbClient dynamo = dynamo(http, logical.endpoint())) {
            awaitThreeNodes(http);
            assertThatThrownBy(dynamo::listTables)
                    .hasStackTraceContaining("Client replaces the signed Host header")
                    .hasStackTraceContaining("use ApacheHttpClient");
        }
    }

    @Test
    void clientThatKeepsTheHost_isBalanced() {
        try (AlternatorHttpClient http =
                        AlternatorHttpClient.wrap(new OwnClient(ApacheHttpClient.create(), UnaryOperator.identity()));
                DynamoDbClient dynamo = dynamo(http, cluster.endpoint())) {
            call(dynamo);
            awaitThreeNodes(http);
            call(dynamo);
        }
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(node.requests()).isPositive());
        assertThat(log.warnings()).isEmpty();
    }
}
