package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.NodeState;
import io.alternator.http.contract.Await;
import io.alternator.http.internal.sdk.SdkVersion;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A class path with an SDK, or a module of it, that is too old. */
final class OldSdkTest {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");

    /** The class path of the test, but for the version of one of the SDK's modules. */
    private static final class Loader extends ClassLoader {
        private final String module;
        private final String properties;

        private Loader(String module, String properties) {
            super(OldSdkTest.class.getClassLoader());
            this.module = module;
            this.properties = properties;
        }

        private Class<?> define(byte[] code) {
            return defineClass(null, code, 0, code.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.endsWith("/" + module + "/pom.properties")
                    ? new ByteArrayInputStream(properties.getBytes(StandardCharsets.UTF_8))
                    : super.getResourceAsStream(name);
        }
    }

    /** What the SDK's clients before 2.32.0 do, or some of them: the host that they connect to replaces the signed one. */
    private record ReplacingHost(SdkHttpClient client) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            SdkHttpRequest http = request.httpRequest();
            return client.prepareRequest(HttpExecuteRequest.builder()
                    .request(http.toBuilder()
                            .putHeader("Host", http.host() + ":" + http.port())
                            .build())
                    .contentStreamProvider(request.contentStreamProvider().orElse(null))
                    .build());
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static SdkHttpClient client(String module, String properties) {
        return (SdkHttpClient) Proxy.newProxyInstance(
                new Loader(module, properties),
                new Class<?>[] {SdkHttpClient.class},
                (client, method, arguments) -> method.getName().equals("clientName") ? "Test" : null);
    }

    @ParameterizedTest
    @CsvSource({"sdk-core, 2.29.6", "http-client-spi, 2.31.78", "sdk-core, 1.12.0"})
    void oldModule_isRefusedWhenTheClientIsWrapped(String module, String version) {
        SdkHttpClient client = client(module, "version=" + version);
        assertThatThrownBy(() -> AlternatorHttpClient.wrap(client))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AWS SDK " + version + " (" + module + "): 2.32.0 or newer is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"version=2.32.0", "version=2.100.1-SNAPSHOT", "version=3.0.0", "version=unknown", "", "\\u"})
    void newOrUnknownModule_isAccepted(String properties) {
        SdkHttpClient client = client("sdk-core", properties);
        assertThatCode(() -> SdkVersion.requireSupported(client.getClass())).doesNotThrowAnyException();
    }

    @Test
    void moduleOfTheClient_isCheckedToo() throws IOException {
        String client = ApacheHttpClient.class.getName();
        try (InputStream code =
                OldSdkTest.class.getClassLoader().getResourceAsStream(client.replace('.', '/') + ".class")) {
            Class<?> type = new Loader("apache-client", "version=2.29.6")
                    .define(Objects.requireNonNull(code).readAllBytes());
            assertThatThrownBy(() -> SdkVersion.requireSupported(type))
                    .hasMessageContaining("AWS SDK 2.29.6 (apache-client): 2.32.0 or newer is required");
        }
        assertThatCode(() -> SdkVersion.requireSupported(ApacheHttpClient.class))
                .doesNotThrowAnyException();
    }

    private static DynamoDbClient dynamo(SdkHttpClient http, AlternatorTestCluster cluster) {
        return SyncTestClient.dynamo(http, cluster.endpoint(), StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /**
     * The control: bare, such a client works, as its node has the name that was signed. Balanced, it is refused by all other nodes, so a
     * client that is known to be one is refused at once.
     */
    @Test
    void clientThatReplacesTheSignedHost_worksBare_andIsRefusedByAllNodesButTheEndpointOtherwise() {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                .nodes(3)
                .verifySignatures(CREDENTIALS)
                .start()) {
            try (SdkHttpClient http = new ReplacingHost(ApacheHttpClient.create());
                    DynamoDbClient bare = dynamo(http, cluster)) {
                for (int i = 0; i < 30; i++) {
                    bare.listTables();
                }
                assertThat(cluster.node(0).requests()).isEqualTo(30);
            }
            cluster.reset();
            AlternatorConfig config =
                    cluster.config().policy(LoadBalancingPolicy.roundRobin()).build();
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(
                            new ReplacingHost(ApacheHttpClient.create()), config); // of an unknown version
                    DynamoDbClient balanced = dynamo(http, cluster)) {
                Await.until(
                        "all nodes are up",
                        () -> http.nodes().size() == 3
                                && http.nodes().stream().allMatch(node -> node.state() == NodeState.UP));
                int refused = 0;
                for (int i = 0; i < 30; i++) {
                    try {
                        balanced.listTables();
                    } catch (DynamoDbException refusal) {
                        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
                        refused++;
                    }
                }
                assertThat(refused).isEqualTo(20);
            }
        }
    }
}
