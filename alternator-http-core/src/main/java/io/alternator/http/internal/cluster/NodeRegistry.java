package io.alternator.http.internal.cluster;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.internal.balancing.Rendezvous;
import io.alternator.http.internal.concurrent.InFlightTable;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.node.AddressTranslation;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes belong to the cluster. Until the first list arrives these are the seeds. Lists are adopted on the scheduler's
 * thread; a node's change of state is published by the thread that made it. Both replace the view atomically, so neither loses
 * the other's change.
 */
public final class NodeRegistry {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);

    /** Told of a change of state after the view contains it. */
    @FunctionalInterface
    public interface Listener {
        void stateChanged(NodeState to);
    }

    private final ClusterNodeFactory factory;
    private final AddressTranslation translation;
    private final OptionalInt subsetSize;
    private final Rendezvous rendezvous;
    private final DrainingNodes draining;
    private final AvailabilityLog availabilityLog;
    private final ClusterListener listener;
    private final Ticker ticker;
    private final AtomicReference<ClusterView> view = new AtomicReference<>(ClusterView.of(List.of()));

    private volatile Listener stateListener = to -> {};
    private volatile boolean listKnown; // written on the scheduler's thread only

    /**
     * Makes the seeds the cluster's nodes.
     *
     * @param client a random number, which gives this client its own subset of the nodes
     */
    public NodeRegistry(
            AlternatorConfig config,
            ClusterNodeFactory factory,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            long client,
            ClusterListener listener) {
        this.factory = factory;
        this.translation = new AddressTranslation(config.scheme(), config.addressTranslator());
        this.subsetSize = config.subsetSize();
        this.rendezvous = new Rendezvous(client);
        this.draining = new DrainingNodes(scheduler, blocking);
        this.availabilityLog = new AvailabilityLog(ticker);
        this.listener = listener;
        this.ticker = ticker;
        this.view.set(ClusterView.of(config.seeds().stream()
                .map(seed -> newNode(Node.at(config.scheme(), seed), Health.up(ticker.nanos())))
                .toList()));
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
        List<ClusterNode> listed = view().nodes();
        return draining.isEmpty()
                ? listed.stream()
                : Stream.concat(listed.stream(), draining.stream()).distinct();
    }

    /** Snapshots of all nodes, those that are draining last. */
    public List<NodeStatus> statuses(Instant now) {
        return all().map(node -> node.status(now)).toList();
    }

    /** False while the seeds stand for the cluster. */
    public boolean isListKnown() {
        return listKnown;
    }

    /** The listed node with these addresses. */
    public Optional<ClusterNode> find(Node node) {
        return view().find(node);
    }

    /** Adopts a list of the cluster's nodes. On the scheduler's thread. */
    public void adopt(List<NodeAddress> listed) {
        List<Node> nodes = translation.nodes(listed);
        if (nodes.isEmpty()) {
            log.warn("addressTranslator left none of the listed nodes {}; the known nodes stay in use", listed);
            return;
        }
        List<Node> used = subsetSize.isPresent()
                ? rendezvous.subset(nodes, subsetSize.getAsInt(), node -> !isKnownToBeDown(node))
                : nodes;
        List<ClusterNode> before = view().nodes();
        if (!before.stream().map(ClusterNode::node).toList().equals(used)) {
            replace(before, used);
        }
        listKnown = true;
    }

    /**
     * Cancels the requests in flight and removes all nodes.
     *
     * @param blocking runs the cancellations, which may block
     */
    public void close(InFlightTable<? extends InFlightRequest> inFlight, Executor blocking) {
        inFlight.forEach(request -> {
            if (!request.isCancelled()) {
                request.cancel(
                        new IOException("the client was closed while " + request.node() + " had the request"),
                        blocking);
            }
        });
        all().forEach(ClusterNode::close);
    }

    private boolean isKnownToBeDown(Node node) {
        return find(node).filter(known -> known.state() == NodeState.DOWN).isPresent();
    }

    private void replace(List<ClusterNode> before, List<Node> nodes) {
        Map<Node, ClusterNode> known =
                all().filter(node -> !node.isRetired()).collect(Collectors.toMap(ClusterNode::node, node -> node));
        Set<ClusterNode> after = new LinkedHashSet<>();
        for (Node node : nodes) {
            ClusterNode existing = known.get(node);
            after.add(existing != null ? existing : newListedNode(node));
        }
        List<ClusterNode> leaving =
                before.stream().filter(node -> !after.contains(node)).toList();
        publish(after, leaving);
        log.info("The cluster has {} nodes: {}", nodes.size(), nodes);
        if (listKnown) {
            listener.listChanged(nodes.size() + leaving.size() - before.size(), leaving.size());
        }
        draining.closeIdle();
    }

    private void publish(Set<ClusterNode> after, List<ClusterNode> leaving) {
        draining.add(leaving); // before they leave the view, so that all() never misses one
        view.updateAndGet(
                stale -> ClusterView.of(List.copyOf(after))); // an update: a concurrent change of state is kept
        draining.remove(after);
        leaving.forEach(node -> node.health().removedFromList());
        after.forEach(node -> node.health().addedToList());
    }

    /** A node of the first list is trusted, as there is no other source; later ones are checked before their first request. */
    private ClusterNode newListedNode(Node node) {
        long now = ticker.nanos();
        return newNode(node, listKnown ? Health.joining(now) : Health.up(now));
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
        stateListener.stateChanged(to.state());
    }

    private final class Peers implements ClusterNode.Peers {
        @Override
        public boolean isAnotherUp(ClusterNode node) {
            for (ClusterNode other : view().usable()) {
                if (other != node && other.isUp()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void checkSoon() {
            view().nodes().forEach(ClusterNode::checkSoon);
        }
    }
}
