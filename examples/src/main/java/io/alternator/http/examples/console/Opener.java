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

/** Opens clients of the cluster, each with a name of its own in the meters. */
final class Opener {
    private final Target target;
    private final MeterRegistry registry;
    private final AtomicInteger opened = new AtomicInteger();

    Opener(Target target, MeterRegistry registry) {
        this.target = target;
        this.registry = registry;
    }

    /**
     * Opens one more client.
     *
     * @param known nodes of a client before it: the first seed may be down just now
     */
    Db open(Choice choice, List<NodeStatus> known) {
        AlternatorConfig config = config(choice.strategy(), known)
                .name("console-" + opened.incrementAndGet())
                .meterRegistry(registry)
                .requestHistogram(true) // for the dashboard's percentiles
                .build();
        return switch (choice.kind()) {
            case SYNC -> SyncDb.open(config, target.credentials());
            case ASYNC -> AsyncDb.open(config, target.credentials());
        };
    }

    /** Opens a client whose requests are not counted. */
    SyncDb openUnseen(List<NodeStatus> known) {
        AlternatorConfig.Builder config =
                config(RoutingStrategy.PER_REQUEST, known).meterRegistry(new SimpleMeterRegistry());
        return SyncDb.open(config.build(), target.credentials());
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
