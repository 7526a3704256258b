package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorInterceptors;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.ClassPathWithout;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** An application that has the SDK's HTTP clients, but not its core, which this library needs for its interceptors alone. */
@Timeout(60)
final class WithoutSdkCoreIT {
    private static final int REQUESTS = 30;

    /** Writes and reads over both strategies with all features on; returns how many responses were right. */
    public static final class Program implements Function<String, String> {
        private int right;

        @Override
        public String apply(String seed) {
            for (RoutingStrategy strategy : RoutingStrategy.values()) {
                AlternatorConfig config = AlternatorConfig.builder()
                        .seeds(seed)
                        .strategy(strategy)
                        .hedging(true)
                        .responseCompression(true)
                        .trimHeaders(true)
                        .keyAffinity(KeyAffinity.anyWrite().partitionKey("dogs", "id"))
                        .meterRegistry(new SimpleMeterRegistry())
                        .build();
                try (AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config)) {
                    Await.until(
                            "all nodes are up",
                            () -> http.nodes().stream()
                                            .filter(node -> node.state() == NodeState.UP)
                                            .count()
                                    == 3);
                    for (int i = 0; i < REQUESTS; i++) {
                        String id = "{\"id\":{\"S\":\"dog-" + i + "\"}}";
                        send(http, config, "PutItem", "{\"TableName\":\"dogs\",\"Item\":" + id + "}", "{}");
                        send(http, config, "GetItem", "{\"TableName\":\"dogs\",\"Key\":" + id + "}", "dog-" + i + "\"");
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return right + " responses";
        }

        private void send(
                AlternatorHttpClient http, AlternatorConfig config, String operation, String body, String expected)
                throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(SdkHttpRequest.builder()
                                    .method(SdkHttpMethod.POST)
                                    .uri(config.endpoint())
                                    .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                                    .putHeader("Content-Length", Integer.toString(bytes.length))
                                    .build())
                            .contentStreamProvider(ContentStreamProvider.fromByteArray(bytes))
                            .build())
                    .call();
            String received = new String(response.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
            if (response.httpResponse().isSuccessful() && received.contains(expected)) {
                right++;
            }
        }
    }

    @Test
    void clientWorks_andOnlyTheInterceptorsDoNot() throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                ClassPathWithout loader = ClassPathWithout.artifact("sdk-core")) {
            assertThatThrownBy(() -> loader.loadClass(SdkBytes.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(loader.run(Program.class, cluster.seed())).isEqualTo(4 * REQUESTS + " responses");
            assertThat(cluster.nodes()).extracting(TestNode::requests).allMatch(requests -> requests > 0);
            Class<?> interceptors = loader.loadClass(AlternatorInterceptors.class.getName());
            assertThatThrownBy(interceptors::getMethods).isInstanceOf(NoClassDefFoundError.class);
        }
    }
}
