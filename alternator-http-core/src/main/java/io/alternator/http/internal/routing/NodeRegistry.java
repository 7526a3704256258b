package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeState;
import io.alternator.http.internal.balancing.Rendezvous;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Scheduler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who belongs to the cluster. Lists are adopted on the scheduler's thread; a node's change of state is published by the
 * thread that brought it about. Both replace the view as a whole, so neither can lose the other's change.
 */
final class NodeRegistry<T extends Transport> {
    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);
    private static final Duration RETIREMENT_CHECK = Duration.ofMillis(200);
    private static final Duration PANIC_REPEAT = Duration.ofMinutes(1);

    /** Hears of a change, after the view has it. */
    interface Listener {
        void changed(NodeState to);
    }

    private final AlternatorConfig config;
    private final Surroundings<T> surroundings;
    private final Listener listener;
    private final Rendezvous rendezvous;
    private final LogThrottle sayingPanic;
    private final AtomicReference<ClusterView<T>> view = new AtomicReference<>(ClusterView.of(List.of()));
    private final List<ClusterNode<T>> draining = new CopyOnWriteArrayList<>();
    private final InFlightTable<Attempt<T>> attempts;

    /** Written on the scheduler's thread only. */
    private volatile boolean listKnown;

    // Below: the scheduler's thread only.
    private Scheduler.Cancellable retirement = Scheduler.Cancellable.NOTHING;

    NodeRegistry(
            AlternatorConfig config,
            Surroundings<T> surroundings,
            InFlightTable<Attempt<T>> attempts,
            Listener listener) {
        this.config = config;
        this.surroundings = surroundings;
        this.attempts = attempts;
        this.listener = listener;
        this.rendezvous = new Rendezvous(surroundings.random().nextLong());
        this.sayingPanic = new LogThrottle(PANIC_REPEAT, surroundings.ticker());
        this.view.set(ClusterView.of(config.seeds().stream()
                .map(seed -> newMember(
                        Node.at(config.scheme(), seed),
                        Health.up(surroundings.ticker().nanos())))
                .toList()));
    }

    ClusterView<T> view() {
        return Objects.requireNonNull(view.get());
    }

    /** All members, those that are leaving last. */
    Stream<ClusterNode<T>> all() {
        List<ClusterNode<T>> listed = view().members();
        return draining.isEmpty()
                ? listed.stream()
                : Stream.concat(listed.stream(), draining.stream()).distinct();
    }

    /** False while the seeds stand for the cluster. */
    boolean isListKnown() {
        return listKnown;
    }

    /** The member that stands for the node, if it is one. */
    Optional<ClusterNode<T>> find(Node node) {
        return view().members().stream()
                .filter(member -> member.node().equals(node))
                .findFirst();
    }

    /** Takes over the cluster's list. */
    void listed(List<NodeAddress> addresses) {
        List<Node> nodes = addresses.stream()
                .sorted()
                .map(this::translated)
                .filter(Objects::nonNull)
                .toList();
        if (nodes.isEmpty()) {
            log.warn(
                    "No node of the list {} is left after address translation; the nodes known so far stay", addresses);
            return;
        }
        nodes = subset(nodes);
        List<ClusterNode<T>> before = view().members();
        if (!before.stream().map(ClusterNode::node).toList().equals(nodes)) {
            replace(before, nodes);
        }
        listKnown = true;
    }

    /** The first nodes of this client's own order, so many that enough of them are not known to be down. */
    private List<Node> subset(List<Node> nodes) {
        if (config.subsetSize().isEmpty() || nodes.size() <= config.subsetSize().getAsInt()) {
            return nodes;
        }
        Set<Node> chosen = new LinkedHashSet<>();
        int missing = config.subsetSize().getAsInt();
        for (Node node : rendezvous.ranked(nodes)) {
            if (missing == 0) {
                break;
            }
            chosen.add(node);
            missing -= isKnownToBeDown(node) ? 0 : 1;
        }
        return nodes.stream().filter(chosen::contains).toList(); // in the list's order, which is everybody's
    }

    private boolean isKnownToBeDown(Node node) {
        return find(node).filter(member -> member.state() == NodeState.DOWN).isPresent();
    }

    /** Ends what is under way and forgets all members. */
    void close() {
        all().forEach(ClusterNode::giveUp);
        all().forEach(ClusterNode::close);
    }

    private void replace(List<ClusterNode<T>> before, List<Node> nodes) {
        Map<Node, ClusterNode<T>> known = all().filter(member -> !member.isRetired())
                .collect(Collectors.toMap(ClusterNode::node, member -> member));
        Set<ClusterNode<T>> after = new LinkedHashSet<>();
        for (Node node : nodes) {
            ClusterNode<T> member = known.get(node);
            after.add(member != null ? member : newcomer(node));
        }
        List<ClusterNode<T>> leaving =
                before.stream().filter(member -> !after.contains(member)).toList();
        draining.addAll(leaving); // first, so that nobody finds them on neither list
        view.updateAndGet(
                stale -> ClusterView.of(List.copyOf(after))); // not set(): a change of state meanwhile must not be lost
        draining.removeAll(after);
        leaving.forEach(member -> member.health().delisted());
        after.forEach(member -> member.health().relisted());
        log.info("The cluster has {} nodes: {}", nodes.size(), nodes);
        if (listKnown) {
            surroundings.listener().listChanged(nodes.size() + leaving.size() - before.size(), leaving.size());
        }
        retireDrained();
    }

    private ClusterNode<T> newcomer(Node node) {
        long now = surroundings.ticker().nanos();
        return newMember(node, listKnown ? Health.joining(now) : Health.up(now));
    }

    private ClusterNode<T> newMember(Node node, Health initial) {
        return new ClusterNode<>(
                node, initial, config.health(), surroundings, new Others(), attempts, this::stateChanged);
    }

    private void stateChanged(Health from, Health to) {
        ClusterView<T> now = view.updateAndGet(ClusterView::refreshed);
        if (to.state() == NodeState.DOWN && now.isWithoutTrust()) {
            log.warn(
                    "The TLS handshake failed with every node ({}): that is configuration, not the nodes; check which"
                            + " certificates the wrapped HTTP client trusts, and that the nodes' name the addresses {}",
                    to.why(),
                    now.addresses());
        }
        if (to.state() == NodeState.DOWN && now.isWithoutHope()) {
            if (sayingPanic.mayPass()) {
                log.warn(
                        "No node is up: all {} are used, and probed; the last one went down by: {}",
                        now.members().size(),
                        to.why());
            }
            now.members().forEach(ClusterNode::replanProbe);
        }
        listener.changed(to.state());
    }

    /** Nothing is closed under a request; closing may block, so it is done elsewhere. */
    private void retireDrained() {
        for (ClusterNode<T> member : draining) {
            if (member.retire()) {
                surroundings.blocking().execute(() -> {
                    member.close();
                    draining.remove(member);
                });
            }
        }
        retirement.cancel();
        if (!draining.isEmpty()) {
            retirement = surroundings.scheduler().schedule(this::retireDrained, RETIREMENT_CHECK);
        }
    }

    private @Nullable Node translated(NodeAddress address) {
        try {
            NodeAddress target = config.addressTranslator().apply(address);
            return new Node(config.scheme(), address, Objects.requireNonNull(target, "it returned null"));
        } catch (RuntimeException e) {
            log.warn("addressTranslator: failed for {}, which stays out of use until it does not", address, e);
            return null;
        }
    }

    private final class Others implements ClusterNode.Others<T> {
        @Override
        public boolean areUp(ClusterNode<T> member) {
            for (ClusterNode<T> other : view().usable()) {
                if (other != member && other.isUp()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void hurryProbes() {
            view().members().forEach(ClusterNode::hurryProbe);
        }
    }
}
