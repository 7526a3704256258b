package io.alternator.http.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Compares what is looked up in SDK clients with the metadata.
 *
 * @param <B> the SDK's builder
 * @param <C> the client that it builds
 */
public final class NativeImageClients<B, C extends SdkAutoCloseable> {
    private final Map<String, String> metadata = NativeImageMetadata.read().conditions();
    private final Set<String> visited = new TreeSet<>();
    private final Set<String> listed = new TreeSet<>();

    /**
     * All types into which {@code ClientInternals} looks are listed, on the condition that the client is used. Types of other
     * versions of the SDK may be listed as well.
     */
    public static <B, C extends SdkAutoCloseable> void check(Stream<B> builders, Function<B, C> build) {
        NativeImageClients<B, C> clients = new NativeImageClients<>();
        for (B builder : builders.toList()) {
            clients.add(builder, build);
        }
        assertThat(clients.listed).containsAll(clients.visited);
    }

    private void add(B builder, Function<B, C> build) {
        visited.addAll(VisitedTypes.ofBuilder(builder));
        try (C client = build.apply(builder)) {
            visited.addAll(VisitedTypes.ofClient(client));
            for (Class<?> type = client.getClass(); type != null; type = type.getSuperclass()) {
                String condition = type.getName();
                metadata.forEach((name, on) -> {
                    if (on.equals(condition)) {
                        listed.add(name);
                    }
                });
            }
        }
    }
}
