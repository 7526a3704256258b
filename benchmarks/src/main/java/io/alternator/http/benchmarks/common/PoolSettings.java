package io.alternator.http.benchmarks.common;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * The connection pool of an HTTP client. The limit applies to all nodes together or to each node, depending on the client. With
 * a limit, the idle timeout is 60 s for every client, which is also the wrapper's default: Netty's 5 s would close connections
 * that are idle during the turns of other contenders.
 *
 * @param connections the limit; empty to keep the client's defaults
 */
public record PoolSettings(OptionalInt connections) {
    public static final PoolSettings SDK_DEFAULTS = new PoolSettings(OptionalInt.empty());

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    public static PoolSettings of(int connections) {
        return new PoolSettings(OptionalInt.of(connections));
    }

    <B> B applyTo(B builder, BiConsumer<B, Integer> limit, BiConsumer<B, Duration> idleTime) {
        connections.ifPresent(max -> {
            limit.accept(builder, max);
            idleTime.accept(builder, IDLE_TIMEOUT);
        });
        return builder;
    }
}
