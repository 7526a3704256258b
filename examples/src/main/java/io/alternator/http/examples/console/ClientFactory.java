package io.alternator.http.examples.console;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.Target;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Opens clients of the cluster. Each has its own {@code client} tag in the meters. */
final class ClientFactory {
    private final Target target;
    private final MeterRegistry registry;
    private final AtomicInteger opened = new AtomicInteger();

    ClientFactory(Target target, MeterRegistry registry) {
        this.target = target;
        this.registry = registry;
    }

    /**
     * Opens a client.
     *
     * @param known nodes that the previous client knew, used as further seeds, because the first seed may be down
     */
    BalancedClient open(ClientSettings settings, List<NodeStatus> known) {
        AlternatorConfig config = config(settings.strategy(), known)
                .name("console-" + opened.incrementAndGet())
                .meterRegistry(registry)
                .requestHistogram(true) // for the dashboard's percentiles
                .build();
        return switch (settings.kind()) {
            case SYNC -> SyncBalancedClient.open(config, target.credentials());
            case ASYNC -> AsyncBalancedClient.open(config, target.credentials());
        };
    }

    /** Opens a client whose requests do not appear in the meters. */
    SyncBalancedClient openUnmetered(List<NodeStatus> known) {
        AlternatorConfig.Builder config =
                config(RoutingStrategy.PER_REQUEST, known).meterRegistry(new SimpleMeterRegistry());
        return SyncBalancedClient.open(config.build(), target.credentials());
    }

    private AlternatorConfig.Builder config(RoutingStrategy strategy, List<NodeStatus> known) {
        List<String> seeds = target.embedded()
                .map(cluster -> cluster.nodes().stream()
                        .map(node -> node.connectAddress().toString())
                        .toList())
                .orElseGet(() -> Stream.concat(
                                Stream.of(target.endpoint()),
                                known.stream().map(node -> node.address().toString()))
                        .toList());
        return target.config().seeds(seeds).strategy(strategy);
    }
}
