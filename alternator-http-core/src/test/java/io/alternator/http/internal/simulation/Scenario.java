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
 * A cluster, its load, and the events during the simulation.
 *
 * @param what one or two sentences for the report
 * @param nodes listed nodes at the start
 * @param unlistedNodes further nodes, which are neither listed nor listening at the start
 */
record Scenario(
        String title,
        String what,
        int nodes,
        int unlistedNodes,
        Workload workload,
        Duration length,
        List<Event> events,
        Optional<Trouble> trouble,
        UnaryOperator<AlternatorConfig.Builder> settings) {

    /** A change of the cluster at a time after the start. */
    record Event(Duration at, Consumer<SimulatedCluster> what) {}

    /** Three nodes with the default workload for 24 s and no events. */
    static Scenario of(String title, String what) {
        return new Scenario(
                title,
                what,
                3,
                0,
                Workload.DEFAULT,
                Duration.ofSeconds(24),
                List.of(),
                Optional.empty(),
                UnaryOperator.identity());
    }

    Scenario withWorkload(Workload other) {
        return new Scenario(title, what, nodes, unlistedNodes, other, length, events, trouble, settings);
    }

    Scenario withNodes(int nodes, int unlistedNodes) {
        return new Scenario(title, what, nodes, unlistedNodes, workload, length, events, trouble, settings);
    }

    Scenario lasting(double seconds) {
        return new Scenario(title, what, nodes, unlistedNodes, workload, after(seconds), events, trouble, settings);
    }

    Scenario at(double seconds, Consumer<SimulatedCluster> event) {
        List<Event> more = Stream.concat(events.stream(), Stream.of(new Event(after(seconds), event)))
                .toList();
        return new Scenario(title, what, nodes, unlistedNodes, workload, length, more, trouble, settings);
    }

    /** Sets the nodes and the time that the report evaluates. */
    Scenario reporting(double from, double until, Integer... nodes) {
        Trouble evaluated = new Trouble(List.of(nodes), after(from), after(until));
        return new Scenario(
                title, what, this.nodes, unlistedNodes, workload, length, events, Optional.of(evaluated), settings);
    }

    /** Gives the nodes this condition for a time; they are healthy afterwards. */
    Scenario withCondition(Condition condition, double from, double until, Integer... nodes) {
        Scenario marked = reporting(from, until, nodes);
        List<Event> more = new ArrayList<>(marked.events());
        for (int node : nodes) {
            more.add(new Event(after(from), cluster -> cluster.node(node).setCondition(condition)));
            more.add(new Event(after(until), cluster -> cluster.node(node).setCondition(Condition.HEALTHY)));
        }
        return new Scenario(
                title,
                what,
                this.nodes,
                unlistedNodes,
                workload,
                length,
                List.copyOf(more),
                marked.trouble(),
                settings);
    }

    /** Sets the settings that differ from the defaults. */
    Scenario withSettings(UnaryOperator<AlternatorConfig.Builder> settings) {
        return new Scenario(title, what, nodes, unlistedNodes, workload, length, events, trouble, settings);
    }

    /** True if reads are hedged. All calls of a simulation are reads. */
    boolean isHedging() {
        return settings.apply(AlternatorConfig.builder().seeds("any")).build().hedging();
    }

    private static Duration after(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
