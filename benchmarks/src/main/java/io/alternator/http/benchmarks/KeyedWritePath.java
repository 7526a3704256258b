package io.alternator.http.benchmarks;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.sync.AlternatorHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;

/**
 * A {@code PutItem} of 1 KB through the wrapper, over a no-op sync client that does not read the body: what key affinity costs is the
 * difference between its modes and {@code OFF}.
 */
public class KeyedWritePath extends RequestPath {
    private static final int NODES = 10;

    private final HttpExecuteRequest request = HttpExecuteRequest.builder()
            .request(signedRequest().toBuilder()
                    .putHeader("X-Amz-Target", "DynamoDB_20120810.PutItem")
                    .build())
            .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(item()))
            .build();

    private final byte[] buffer = new byte[256];

    /** The modes of key affinity. */
    public enum Affinity {
        /** None. */
        OFF,
        /** All: the body is read up to the key. */
        ANY_WRITE,
        /** Those with a condition: as this one has none, its body is read to the end. */
        READ_MODIFY_WRITE
    }

    /** The wrapper with key affinity. */
    public static class Keyed extends Client<AlternatorHttpClient> {
        /** Which writes go by their key. */
        @Param
        public Affinity affinity = Affinity.OFF;

        @Override
        AlternatorHttpClient open(int nodes) {
            AlternatorConfig.Builder config = config();
            switch (affinity) {
                case OFF -> {}
                case ANY_WRITE -> config.keyAffinity(KeyAffinity.anyWrite().partitionKey("dogs", "id"));
                case READ_MODIFY_WRITE ->
                    config.keyAffinity(KeyAffinity.readModifyWrite().partitionKey("dogs", "id"));
            }
            return AlternatorHttpClient.wrap(new NoOpClient.SyncBuilder(nodes), config.build());
        }

        @Override
        int nodes() {
            return NODES;
        }

        @Override
        int knownNodes() {
            return http.nodes().size();
        }
    }

    /** About 1 KB of JSON, with the key first, as the SDK writes it. */
    private static byte[] item() {
        String value = "{\"S\":\"" + "x".repeat(40) + "\"}";
        return IntStream.range(0, 16)
                .mapToObj(i -> ",\"attribute" + i + "\":" + value)
                .collect(Collectors.joining("", "{\"TableName\":\"dogs\",\"Item\":{\"id\":{\"S\":\"user_123\"}", "}}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** From {@code prepareRequest} to the end of the response's body. */
    @Benchmark
    public int put(Keyed client) throws IOException {
        return NoOpClient.exchange(client.http, request, buffer);
    }
}
