package io.alternator.http.internal.simulation;

import io.alternator.http.AlternatorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A story: who calls whom, and what happens meanwhile.
 *
 * @param what in a sentence or two, for the report
 * @param nodes at the start
 * @param newcomers nodes that are there but neither listed nor listening at the start
 */
record Scenario(
        String title,
        String what,
        int nodes,
        int newcomers,
        Workload workload,
        Duration length,
        List<Event> events,
        Optional<Trouble> trouble,
        UnaryOperator<AlternatorConfig.Builder> settings) {

    /** Something that happens to the cluster at a time after the start. */
    record Event(Duration at, Consumer<SimulatedCluster> what) {}

    /** Three nodes and the usual callers for 24 s, undisturbed. */
    static Scenario of(String title, String what) {
        return new Scenario(
                title,
                what,
                3,
                0,
                Workload.USUAL,
                Duration.ofSeconds(24),
                List.of(),
                Optional.empty(),
                UnaryOperator.identity());
    }

    Scenario calling(Workload other) {
        return new Scenario(title, what, nodes, newcomers, other, length, events, trouble, settings);
    }

    Scenario on(int nodes, int newcomers) {
        return new Scenario(title, what, nodes, newcomers, workload, length, events, trouble, settings);
    }

    Scenario lasting(double seconds) {
        return new Scenario(title, what, nodes, newcomers, workload, after(seconds), events, trouble, settings);
    }

    Scenario then(double seconds, Consumer<SimulatedCluster> event) {
        List<Event> more = Stream.concat(events.stream(), Stream.of(new Event(after(seconds), event)))
                .toList();
        return new Scenario(title, what, nodes, newcomers, workload, length, more, trouble, settings);
    }

    /** Marks what the report looks at. */
    Scenario about(double from, double until, Integer... nodes) {
        Trouble marked = new Trouble(List.of(nodes), after(from), after(until));
        return new Scenario(
                title, what, this.nodes, newcomers, workload, length, events, Optional.of(marked), settings);
    }

    /** The nodes are so for a time, and well again. */
    Scenario ill(Condition condition, double from, double until, Integer... nodes) {
        Scenario story = about(from, until, nodes);
        List<Event> more = new ArrayList<>(story.events());
        for (int node : nodes) {
            more.add(new Event(after(from), cluster -> cluster.node(node).becomes(condition)));
            more.add(new Event(after(until), cluster -> cluster.node(node).becomes(Condition.WELL)));
        }
        return new Scenario(
                title, what, this.nodes, newcomers, workload, length, List.copyOf(more), story.trouble(), settings);
    }

    /** What the clients' configuration is beside the defaults. */
    Scenario configured(UnaryOperator<AlternatorConfig.Builder> settings) {
        return new Scenario(title, what, nodes, newcomers, workload, length, events, trouble, settings);
    }

    /** True if reads are hedged, which all calls are. */
    boolean isHedging() {
        return settings.apply(AlternatorConfig.builder().seeds("any")).build().hedging();
    }

    private static Duration after(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
