package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingScope;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.ListConsensus;
import io.alternator.http.internal.nodelist.NodeListWarnings;
import io.alternator.http.internal.nodelist.NodeStates;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Fetches the lists of the scopes in the chain, one after the other: in each round those of the preferred scope and of the scope in
 * use, and in every sixth round, or when it is requested, those of all scopes.
 *
 * <p>{@link RoutingScope#cluster()} is learned in parts: one from each seed, as a node lists its own data center only. A part whose
 * seed is in another part's list is not fetched.
 */
public final class ScopeFetches {
    private static final int ALL_EVERY = 6;

    /** A list that is fetched by itself. Not compared by {@code equals}, whose first use would keep the thread from its other tasks. */
    private record Part(int index, PartialList list, NodeListFetcher fetcher) {}

    private final FetchSettings settings;
    private final Supplier<? extends NodeStates> states;
    private final IntSupplier scopeInUse;
    private final DiscoveryListener listener;
    private final OptionsCheck optionsCheck;
    private final List<Part> parts = new ArrayList<>();
    private volatile boolean nextIncludesAll = true;

    // Below: the scheduler's thread only.
    private Deque<Part> remaining = new ArrayDeque<>();
    private NodeListFetcher.Result result = NodeListFetcher.Result.FAILED;
    private int rounds;

    /**
     * Fetches nothing yet.
     *
     * @param settings with the whole chain of scopes
     * @param scopeInUse index of the scope whose nodes get the requests
     */
    public ScopeFetches(
            FetchSettings settings,
            Supplier<? extends NodeStates> states,
            IntSupplier scopeInUse,
            NodeListSource source,
            Resolver resolver,
            Scheduler scheduler,
            Ticker ticker,
            DiscoveryListener listener,
            int firstTurn,
            ClientIdentity client) {
        this.settings = settings;
        this.states = states;
        this.scopeInUse = scopeInUse;
        this.listener = listener;
        NodeListWarnings warnings = new NodeListWarnings(ticker, client);
        this.optionsCheck = new OptionsCheck(settings, source, scheduler, warnings, ticker);
        List<RoutingScope> scopes = settings.scope().levels();
        for (int scope = 0; scope < scopes.size(); scope++) {
            for (PartialList list : listsOf(scopes.get(scope), scope)) {
                FetchSettings own = settings.of(scopes.get(scope), list.seeds);
                parts.add(new Part(
                        parts.size(),
                        list,
                        new NodeListFetcher(
                                own,
                                new QueryPlan(() -> nodesToAsk(list), own.seedNodes(), firstTurn),
                                new NodeQuery(own, source, ticker, listener, warnings, client),
                                new SeedResolver(own, resolver),
                                new Believed(list.initial(), list.seeds, states, listenerFor(list, warnings), ticker),
                                scheduler,
                                client)));
            }
        }
    }

    private Believed.Listener listenerFor(PartialList list, NodeListWarnings warnings) {
        return new Believed.Listener() {
            @Override
            public void believed(List<NodeAddress> nodes, List<Node> answeredBy) {
                ScopeFetches.this.believed(list, nodes, answeredBy);
            }

            @Override
            public void disagreed(Map<Node, Set<NodeAddress>> answers, List<NodeAddress> used) {
                listener.listsDisagree();
                warnings.conflict(answers, used);
            }
        };
    }

    private List<PartialList> listsOf(RoutingScope scope, int index) {
        return scope.isCluster()
                ? settings.seeds().stream()
                        .map(seed -> new PartialList(index, List.of(seed), true))
                        .toList()
                : List.of(new PartialList(index, settings.seeds(), false));
    }

    /** Starts a round. {@code onEnd} is called exactly once, whatever fails. */
    void start(Consumer<NodeListFetcher.Result> onEnd) {
        boolean all = nextIncludesAll || rounds % ALL_EVERY == 0;
        nextIncludesAll = false;
        rounds++;
        int inUse = scopeInUse.getAsInt();
        remaining = new ArrayDeque<>(parts.stream()
                .filter(part -> all || part.list.scope == 0 || part.list.scope == inUse)
                .toList());
        result = NodeListFetcher.Result.FAILED;
        fetchNext(onEnd);
    }

    /** The next round fetches the lists of all scopes. May be called on any thread. */
    void nextIncludesAll() {
        nextIncludesAll = true;
    }

    /** Cancels what is outstanding. May be called on any thread. */
    void cancel() {
        parts.forEach(part -> part.fetcher.cancel());
        optionsCheck.cancel();
    }

    private void fetchNext(Consumer<NodeListFetcher.Result> onEnd) {
        Part next = remaining.poll();
        if (next == null) {
            if (result == NodeListFetcher.Result.LISTED) {
                optionsCheck.roundEnded(states.get().nodesToAsk());
            }
            onEnd.accept(result);
        } else if (isCovered(next)) {
            fetchNext(onEnd);
        } else {
            next.fetcher.start(ended -> {
                result = result.or(ended);
                fetchNext(onEnd);
            });
        }
    }

    /** True if another part of the same scope lists the same data center: an earlier part, or one that has a list already. */
    private boolean isCovered(Part part) {
        List<Part> others = part.list.believed.isEmpty() ? parts : parts.subList(0, part.index);
        return others.stream().anyMatch(other -> other.list.covers(part.list));
    }

    private List<Node> nodesToAsk(PartialList list) {
        List<Node> nodes = states.get().nodesToAsk();
        return list.isPart
                ? nodes.stream()
                        .filter(node -> list.believed.contains(node.address()))
                        .toList()
                : nodes;
    }

    private void believed(PartialList list, List<NodeAddress> believed, List<Node> answeredBy) {
        list.believed = believed;
        listener.listed(
                parts.stream()
                        .filter(part -> part.list.scope == list.scope)
                        .flatMap(part -> part.list.believed.stream())
                        .distinct()
                        .toList(),
                answeredBy,
                list.scope);
    }

    /** The seeds, as log lines name them. */
    @Override
    public String toString() {
        return settings.seeds().stream().map(NodeAddress::toString).collect(Collectors.joining(", "));
    }

    /** What is believed of a scope, or of one part of {@code cluster()}. */
    private static final class PartialList {
        private final int scope;
        private final List<NodeAddress> seeds;
        private final boolean isPart;
        private List<NodeAddress> believed = List.of(); // empty before the first list

        private PartialList(int scope, List<NodeAddress> seeds, boolean isPart) {
            this.scope = scope;
            this.seeds = seeds;
            this.isPart = isPart;
        }

        /** What the first list is compared with: the seeds stand for the preferred scope only. */
        private List<NodeAddress> initial() {
            return scope == 0 ? seeds : List.of();
        }

        private boolean covers(PartialList other) {
            return isPart
                    && scope == other.scope
                    && (believed.containsAll(other.seeds) || ListConsensus.agree(believed, other.believed));
        }
    }
}
