package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Writes and reads over both strategies with all features on, by HTTP clients alone; returns how many responses were right. To be run
 * by {@link ClassPathWithout}.
 */
public abstract class ProgramWithoutSdkCore implements Function<String, String> {
    private static final int REQUESTS = 30;

    /** What it returns if all is well. */
    public static final String ALL_RIGHT = 4 * REQUESTS + " responses";

    private int right;

    /** The wrapper under test. */
    public interface HttpClient extends AutoCloseable {
        List<NodeStatus> nodes();

        /** The response's body; empty if it is an error. */
        String send(SdkHttpRequest request, byte[] body) throws IOException;

        @Override
        void close();
    }

    protected abstract HttpClient open(AlternatorConfig config);

    @Override
    public final String apply(String seed) {
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
            try (HttpClient http = open(config)) {
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

    private void send(HttpClient http, AlternatorConfig config, String operation, String body, String expected)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(config.endpoint())
                .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(bytes.length))
                .build();
        if (http.send(request, bytes).contains(expected)) {
            right++;
        }
    }
}
