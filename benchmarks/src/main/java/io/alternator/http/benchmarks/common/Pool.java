package io.alternator.http.benchmarks.common;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * How many connections an HTTP client may have: to all nodes together or to each, as the client counts. With a size comes an
 * idle time, the same for all clients and the wrapper's own default: Netty's 5 s would close what other contenders' turns leave
 * idle.
 *
 * @param connections empty for what the client comes with
 */
public record Pool(OptionalInt connections) {
    public static final Pool UNTUNED = new Pool(OptionalInt.empty());

    private static final Duration IDLE = Duration.ofSeconds(60);

    public static Pool of(int connections) {
        return new Pool(OptionalInt.of(connections));
    }

    <B> B of(B builder, BiConsumer<B, Integer> limit, BiConsumer<B, Duration> idleTime) {
        connections.ifPresent(most -> {
            limit.accept(builder, most);
            idleTime.accept(builder, IDLE);
        });
        return builder;
    }
}
