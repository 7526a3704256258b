package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.ListConsensus;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Fetches the list of one scope: asks the nodes of the {@link QueryPlan} one by one until {@link ListConsensus} has decided. A healthy
 * cluster gets one request per fetch. If a seed that is a DNS name is unreachable, the addresses behind the name are asked next.
 */
final class NodeListFetcher {
    private static final int MAX_NAMED_ASKED = 4;

    /** How a fetch ended; the better results first. */
    enum Result {
        /** A node returned a usable list. */
        LISTED,

        /** No node did, and at least one server has no such list: it answered with a status below 500 or another body. */
        NOT_ALTERNATOR,

        /** No node did, for any other reason. */
        FAILED;

        /** The result of two fetches together: the better one. */
        Result or(Result other) {
            return compareTo(other) <= 0 ? this : other;
        }
    }

    private final ClientLog log;
    private final FetchSettings settings;
    private final QueryPlan queryPlan;
    private final NodeQuery query;
    private final SeedResolver seedResolver;
    private final Scheduler scheduler;
    private final Believed believed;

    private volatile boolean cancelled;

    // Below: the scheduler's thread only.
    private Deque<Node> remaining = new ArrayDeque<>();
    private boolean sawOtherServer;
    private final Set<Node> asked = new HashSet<>();
    private Consumer<Result> onEnd = result -> {};

    NodeListFetcher(
            FetchSettings settings,
            QueryPlan queryPlan,
            NodeQuery query,
            SeedResolver seedResolver,
            Believed believed,
            Scheduler scheduler,
            ClientIdentity client) {
        this.log = client.log(NodeListFetcher.class);
        this.settings = settings;
        this.queryPlan = queryPlan;
        this.query = query;
        this.seedResolver = seedResolver;
        this.believed = believed;
        this.scheduler = scheduler;
    }

    /** Starts a fetch. {@code onEnd} is called exactly once, whatever fails. */
    void start(Consumer<Result> onEnd) {
        this.onEnd = onEnd;
        step(() -> {
            sawOtherServer = false;
            asked.clear();
            remaining = queryPlan.next();
            believed.begin().ifPresent(former -> {
                remaining.remove(former);
                remaining.addFirst(former);
            });
            askNext();
        });
    }

    /** Cancels the outstanding request or look-up. May be called on any thread. */
    void cancel() {
        cancelled = true;
        query.cancel();
        seedResolver.cancel();
    }

    private void askNext() {
        if (remaining.isEmpty()) {
            // If none of the first answers, the others are not asked.
            askToo(believed.unconfirmed().stream().limit(MAX_NAMED_ASKED).toList());
        }
        Node node = cancelled ? null : remaining.poll();
        if (node != null) {
            asked.add(node);
            query.ask(node, this::executeStep, result -> answered(node, result));
        } else if (believed.conclude()) {
            end(Result.LISTED);
        } else {
            end(sawOtherServer ? Result.NOT_ALTERNATOR : Result.FAILED);
        }
    }

    private void answered(Node node, NodeListResult result) {
        if (result instanceof NodeListResult.Nodes nodes) {
            if (believed.listed(node, nodes.addresses())) {
                end(Result.LISTED);
            } else {
                askToo(believed.returning());
                askNext();
            }
        } else if (result instanceof NodeListResult.Unreachable) {
            resolveThenAskNext(node);
        } else {
            sawOtherServer |= result.isOfOtherServer();
            askNext();
        }
    }

    /** These nodes are not in use, so the plan may not have them. */
    private void askToo(List<NodeAddress> opinions) {
        settings.translation().nodes(opinions).stream()
                .filter(named -> !asked.contains(named))
                .limit(MAX_NAMED_ASKED)
                .forEach(named -> {
                    remaining.remove(named);
                    remaining.addFirst(named);
                });
    }

    private void resolveThenAskNext(Node node) {
        if (!seedResolver.isSeedName(node)) {
            askNext();
            return;
        }
        seedResolver.resolve(
                node,
                found -> executeStep(() -> {
                    found.stream()
                            .filter(address -> !remaining.contains(address))
                            .forEach(remaining::addFirst);
                    askNext();
                }));
    }

    private void executeStep(Runnable step) {
        scheduler.execute(() -> step(step));
    }

    /** Runs one step. If it throws, the fetch ends and discovery goes on. */
    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            log.error(
                    "Fetching the node list failed; the nodes known so far stay in use"
                            + "; see troubleshooting.md#background-task-failed",
                    e);
            end(Result.FAILED);
        }
    }

    private void end(Result result) {
        Consumer<Result> callback = onEnd;
        onEnd = ignored -> {};
        callback.accept(result);
    }
}
