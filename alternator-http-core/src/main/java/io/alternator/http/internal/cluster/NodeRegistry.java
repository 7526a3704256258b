package io.alternator.http.internal.cluster;

import io.alternator.http.NodeAddress;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeAssignment;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which nodes belong to the cluster: those of the lists of all scopes. Until the first list is adopted these are the seeds. Lists are
 * adopted on the scheduler's thread.
 *
 * <p>A list alone is no evidence that its nodes can be reached. While no listed node is UP, stand-ins are used: the nodes that the
 * list replaces, and in panic the seeds.
 */
public final class NodeRegistry {
    private final ClientLog log;
    private final NodeAssignment assignment;
    private final ClusterNodeFactory factory;
    private final DrainingNodes draining;
    private final ViewPublisher publisher;
    private final Scheduler scheduler;
    private final ClusterListener listener;
    private final Ticker ticker;
    private volatile boolean closed;

    // Scheduler's thread only:
    private final List<List<Node>> lists; // of each scope; empty before its first
    private Set<ClusterNode> untrusted = Set.of();

    /** Makes the seeds the cluster's nodes. */
    public NodeRegistry(
            NodeAssignment assignment,
            ClusterNodeFactory factory,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            ClusterListener listener,
            ClientIdentity client) {
        this.log = client.log(NodeRegistry.class);
        this.assignment = assignment;
        this.factory = factory;
        this.draining = new DrainingNodes(scheduler, blocking);
        this.publisher = new ViewPublisher(assignment, scheduler, ticker, client);
        this.scheduler = scheduler;
        this.listener = listener;
        this.ticker = ticker;
        this.lists = new ArrayList<>(Collections.nCopies(assignment.scopes().size(), List.of()));
        publisher.publishSeeds(assignment.seeds().stream()
                .map(seed -> newNode(seed, Health.seed(ticker.nanos())))
                .toList());
    }

    /** Sets who is told of changes. To be called before the first request. */
    public void onChange(ViewPublisher.Listener changeListener) {
        publisher.listener(changeListener);
    }

    /** The cluster as it is now. */
    public ClusterView view() {
        return publisher.view();
    }

    /** All nodes, those that are draining last. */
    public Stream<ClusterNode> all() {
        List<ClusterNode> current = view().nodes();
        return draining.isEmpty()
                ? current.stream()
                : Stream.concat(current.stream(), draining.stream()).distinct();
    }

    /** Snapshots of all nodes, those that are draining last. */
    public List<NodeStatus> statuses() {
        ClusterView current = view();
        return all().map(node -> node.status(current.scopeOf(node)
                        .map(scope -> assignment.scopes().get(scope).toString())))
                .toList();
    }

    /**
     * Adopts the list of a scope. On the scheduler's thread.
     *
     * @param scope index in the chain of scopes
     * @param answeredBy nodes that have just answered; if one of them is in the first list, the list's addresses can be reached
     */
    public void adopt(List<NodeAddress> addresses, int scope, Collection<Node> answeredBy) {
        List<Node> nodes = assignment.nodes(addresses, node -> view().isDown(node.address()));
        if (nodes.isEmpty()) {
            log.warn(
                    "addressTranslator left none of the listed nodes {}; the known nodes stay in use"
                            + "; see troubleshooting.md#translator-failed",
                    addresses);
            return;
        }
        if (!closed && !lists.get(scope).equals(nodes)) {
            boolean first = lists.get(scope).isEmpty();
            lists.set(scope, nodes);
            log.info("Nodes of the cluster{} ({}): {}", inScope(scope), nodes.size(), nodes);
            replace(first && assignment.containsAny(addresses, answeredBy));
        }
    }

    private String inScope(int scope) {
        List<RoutingScope> scopes = assignment.scopes();
        return scopes.size() == 1 ? "" : " in scope '" + scopes.get(scope) + "'";
    }

    /** Closes all nodes, whatever requests they have. */
    public void close() {
        closed = true;
        all().forEach(ClusterNode::close);
    }

    private void replace(boolean trusted) {
        ClusterView before = view();
        Map<Node, ClusterNode> known = unretired();
        Set<ClusterNode> added = new LinkedHashSet<>();
        List<List<ClusterNode>> after = lists.stream()
                .map(nodes -> nodes.stream()
                        .map(node -> known.computeIfAbsent(node, unknown -> newListedNode(unknown, trusted, added)))
                        .toList())
                .toList();
        Set<ClusterNode> listed = after.stream().flatMap(List::stream).collect(Collectors.toSet());
        if (!before.listKnown()) {
            untrusted = trusted ? Set.of() : added;
        }
        boolean reachable = listed.stream().anyMatch(ClusterNode::isUp);
        Stream<ClusterNode> unlisted = before.nodes().stream().filter(node -> !listed.contains(node));
        publish(after, unlisted.filter(node -> !reachable && mayStandIn(node)).toList());
        if (before.listKnown()) {
            listener.listChanged(added.size(), (int) before.listed().stream()
                    .filter(node -> !listed.contains(node))
                    .count());
        }
    }

    /** All nodes that can still be used; those in the view before those that are draining. */
    private Map<Node, ClusterNode> unretired() {
        return all().filter(node -> !node.isRetired())
                .collect(Collectors.toMap(ClusterNode::node, node -> node, (current, draining) -> current));
    }

    /** The nodes of a scope's first list are trusted if one of them answers; later ones are checked before their first request. */
    private ClusterNode newListedNode(Node node, boolean trusted, Set<ClusterNode> added) {
        ClusterNode created = newNode(node, trusted ? Health.up(ticker.nanos()) : Health.joining(ticker.nanos()));
        added.add(created);
        return created;
    }

    private void publish(List<List<ClusterNode>> scopes, List<ClusterNode> standIns) {
        ClusterView before = view();
        Set<ClusterNode> after = new LinkedHashSet<>(standIns);
        scopes.forEach(after::addAll);
        List<ClusterNode> leaving =
                before.nodes().stream().filter(node -> !after.contains(node)).toList();
        draining.add(leaving); // before they leave the view, so that all() never misses one
        publisher.publish(scopes, standIns);
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
        return factory.create(node, assignment.isSeed(node), initial, new Peers(), this::stateChanged);
    }

    private void stateChanged(Health from, Health to) {
        ClusterView now = publisher.stateChanged(to);
        if (!now.standIns().isEmpty() || now.isPanic()) {
            scheduler.execute(this::updateStandIns);
        }
    }

    /** Stand-ins leave when a listed node is UP. In panic the seeds become stand-ins. */
    private void updateStandIns() {
        if (closed) {
            return;
        }
        ClusterView now = view();
        if (now.isAnyListedUp()) {
            untrusted.forEach(node -> node.health().trusted());
            untrusted = Set.of();
            if (!now.standIns().isEmpty()) {
                publish(now.scopes(), List.of());
            }
        } else if (now.listKnown() && now.isPanic()) {
            Map<Node, ClusterNode> known = unretired();
            List<ClusterNode> seeds = assignment.seeds().stream()
                    .filter(seed -> now.find(seed).isEmpty())
                    .map(seed -> known.computeIfAbsent(seed, node -> newNode(node, Health.joining(ticker.nanos()))))
                    .toList();
            if (!seeds.isEmpty()) {
                publish(
                        now.scopes(),
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
