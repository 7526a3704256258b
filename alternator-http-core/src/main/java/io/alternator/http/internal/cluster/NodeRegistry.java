package io.alternator.http.internal.cluster;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeAssignment;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes belong to the cluster. Until the first list is adopted these are the seeds. Lists are adopted on the scheduler's
 * thread; a node's change of state is published by the thread that made it. Both replace the view atomically, so neither loses the
 * other's change.
 *
 * <p>A list alone is no evidence that its nodes can be reached. While no listed node is UP, stand-ins are used: the nodes that the
 * list replaces, and in panic the seeds.
 */
public final class NodeRegistry {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);

    /** Told of a change of state after the view contains it. */
    @FunctionalInterface
    public interface Listener {
        void stateChanged(NodeState to);
    }

    private final NodeAssignment assignment;
    private final ClusterNodeFactory factory;
    private final DrainingNodes draining;
    private final AvailabilityLog availabilityLog;
    private final Scheduler scheduler;
    private final ClusterListener listener;
    private final Ticker ticker;
    private final AtomicReference<ClusterView> view = new AtomicReference<>(ClusterView.of(List.of(), List.of()));

    private volatile Listener stateListener = to -> {};
    private volatile boolean listKnown; // written on the scheduler's thread only
    private volatile boolean closed;
    private Set<ClusterNode> untrusted = Set.of(); // scheduler's thread only

    /** Makes the seeds the cluster's nodes. */
    public NodeRegistry(
            NodeAssignment assignment,
            ClusterNodeFactory factory,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            ClusterListener listener) {
        this.assignment = assignment;
        this.factory = factory;
        this.draining = new DrainingNodes(scheduler, blocking);
        this.availabilityLog = new AvailabilityLog(ticker);
        this.scheduler = scheduler;
        this.listener = listener;
        this.ticker = ticker;
        this.view.set(ClusterView.of(
                assignment.seeds().stream()
                        .map(seed -> newNode(seed, Health.up(ticker.nanos())))
                        .toList(),
                List.of()));
    }

    /** Sets who is told of changes of state. To be called before the first request. */
    public void onStateChange(Listener stateListener) {
        this.stateListener = stateListener;
    }

    /** The cluster as it is now. */
    public ClusterView view() {
        return Objects.requireNonNull(view.get());
    }

    /** All nodes, those that are draining last. */
    public Stream<ClusterNode> all() {
        List<ClusterNode> current = view().nodes();
        return draining.isEmpty()
                ? current.stream()
                : Stream.concat(current.stream(), draining.stream()).distinct();
    }

    /** Snapshots of all nodes, those that are draining last. */
    public List<NodeStatus> statuses(Instant now) {
        return all().map(node -> node.status(now)).toList();
    }

    /** False while the seeds stand for the cluster. */
    public boolean isListKnown() {
        return listKnown;
    }

    /** The current node with these addresses. */
    public Optional<ClusterNode> find(Node node) {
        return view().find(node);
    }

    /**
     * Adopts a list of the cluster's nodes. On the scheduler's thread.
     *
     * @param answeredBy nodes that have just answered; if one of them is in the first list, the list's addresses can be reached
     */
    public void adopt(List<NodeAddress> addresses, Collection<Node> answeredBy) {
        List<Node> nodes = assignment.nodes(
                addresses,
                node -> find(node)
                        .filter(known -> known.state() == NodeState.DOWN)
                        .isPresent());
        if (nodes.isEmpty()) {
            log.warn("addressTranslator left none of the listed nodes {}; the known nodes stay in use", addresses);
            return;
        }
        if (!closed && !view().listed().stream().map(ClusterNode::node).toList().equals(nodes)) {
            replace(nodes, !listKnown && assignment.containsAny(addresses, answeredBy));
        }
        listKnown = true;
    }

    /** Closes all nodes, whatever requests they have. */
    public void close() {
        closed = true;
        all().forEach(ClusterNode::close);
    }

    /** Nodes of the first list are trusted if one of them answers; later ones are checked before their first request. */
    private void replace(List<Node> nodes, boolean trusted) {
        Health initial = trusted ? Health.up(ticker.nanos()) : Health.joining(ticker.nanos());
        ClusterView before = view();
        Map<Node, ClusterNode> known = unretired();
        Set<ClusterNode> after = new LinkedHashSet<>();
        Set<ClusterNode> added = new LinkedHashSet<>();
        for (Node node : nodes) {
            ClusterNode existing = known.get(node);
            ClusterNode listed = existing != null ? existing : newNode(node, initial);
            after.add(listed);
            if (existing == null) {
                added.add(listed);
            }
        }
        untrusted = listKnown || trusted ? Set.of() : added;
        boolean reachable = after.stream().anyMatch(ClusterNode::isUp);
        Stream<ClusterNode> unlisted = before.nodes().stream().filter(node -> !after.contains(node));
        publish(
                List.copyOf(after),
                unlisted.filter(node -> !reachable && mayStandIn(node)).toList());
        log.info("The cluster has {} nodes: {}", nodes.size(), nodes);
        if (listKnown) {
            listener.listChanged(added.size(), (int) before.listed().stream()
                    .filter(node -> !after.contains(node))
                    .count());
        }
    }

    /** All nodes that can still be used; those in the view before those that are draining. */
    private Map<Node, ClusterNode> unretired() {
        return all().filter(node -> !node.isRetired())
                .collect(Collectors.toMap(ClusterNode::node, node -> node, (current, draining) -> current));
    }

    private void publish(List<ClusterNode> listed, List<ClusterNode> standIns) {
        ClusterView before = view();
        Set<ClusterNode> after = new LinkedHashSet<>(listed);
        after.addAll(standIns);
        List<ClusterNode> leaving =
                before.nodes().stream().filter(node -> !after.contains(node)).toList();
        draining.add(leaving); // before they leave the view, so that all() never misses one
        view.updateAndGet(stale -> ClusterView.of(listed, standIns)); // an update: a concurrent change of state is kept
        draining.remove(after);
        leaving.forEach(node -> node.health().removedFromList());
        after.forEach(node -> node.health().addedToList());
        draining.closeIdle();
    }

    /** Unreachable nodes of a list that was replaced are nobody's choice any more. */
    private boolean mayStandIn(ClusterNode node) {
        return node.isUp() || assignment.seeds().contains(node.node());
    }

    private ClusterNode newNode(Node node, Health initial) {
        return factory.create(node, initial, new Peers(), this::stateChanged);
    }

    private void stateChanged(Health from, Health to) {
        ClusterView now = view.updateAndGet(ClusterView::refreshed);
        if (to.state() == NodeState.DOWN) {
            availabilityLog.nodeDown(now, to.reason());
            if (now.isPanic()) {
                now.nodes().forEach(ClusterNode::rescheduleCheck);
            }
        }
        if (!now.standIns().isEmpty() || now.isPanic()) {
            scheduler.execute(this::updateStandIns);
        }
        stateListener.stateChanged(to.state());
    }

    /** Stand-ins leave when a listed node is UP. In panic the seeds become stand-ins. */
    private void updateStandIns() {
        ClusterView now = view();
        if (now.isAnyListedUp()) {
            untrusted.forEach(node -> node.health().trusted());
            untrusted = Set.of();
            if (!now.standIns().isEmpty()) {
                publish(now.listed(), List.of());
            }
        } else if (listKnown && now.isPanic() && !closed) {
            Map<Node, ClusterNode> known = unretired();
            List<ClusterNode> seeds = assignment.seeds().stream()
                    .filter(seed -> now.find(seed).isEmpty())
                    .map(seed -> known.computeIfAbsent(seed, node -> newNode(node, Health.joining(ticker.nanos()))))
                    .toList();
            if (!seeds.isEmpty()) {
                publish(
                        now.listed(),
                        Stream.concat(now.standIns().stream(), seeds.stream()).toList());
            }
        }
    }

    private final class Peers implements ClusterNode.Peers {
        @Override
        public boolean isAnotherUp(ClusterNode node) {
            return view().isAnotherUp(node);
        }

        @Override
        public boolean mayEjectAsSlow() {
            return view().mayEjectAsSlow();
        }

        @Override
        public void checkSoon() {
            view().nodes().forEach(ClusterNode::checkSoon);
        }
    }
}
