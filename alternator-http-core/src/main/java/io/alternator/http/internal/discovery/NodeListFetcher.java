package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.node.Scope;
import io.alternator.http.internal.time.LogThrottle;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom to ask: one known node in turn and, while none answers, a few others and then the seeds, by name first and then
 * address by address. The first good list ends the round, so a healthy cluster gets one question a round.
 */
public final class NodeListFetcher {
    private static final Logger log = LoggerFactory.getLogger(NodeListFetcher.class);

    private static final Duration REPEAT = Duration.ofMinutes(10);

    /** What came of a round. */
    public enum Result {
        LISTED,
        NOT_ALTERNATOR,
        FAILED
    }

    /** What a round needs to know of its cluster. */
    public record Plan(String scheme, List<NodeAddress> seeds, int port, Scope scope, Duration timeout) {}

    private final Plan plan;
    private final QueryPlan order;
    private final ControlClient control;
    private final Resolver resolver;
    private final Scheduler scheduler;
    private final Ticker ticker;
    private final DiscoveryListener listener;
    private final LogThrottle sameComplaint;

    private volatile @Nullable CompletableFuture<?> outstanding;

    // Below: the scheduler's thread only.
    private Deque<Node> toAsk = new ArrayDeque<>();
    private boolean sawOtherServer;
    private String lastComplaint = "";
    private Consumer<Result> done = result -> {};

    public NodeListFetcher(
            Plan plan,
            Supplier<List<Node>> knownNodes,
            ControlClient control,
            Resolver resolver,
            Scheduler scheduler,
            Ticker ticker,
            DiscoveryListener listener,
            int firstTurn) {
        this.plan = plan;
        this.order = new QueryPlan(
                knownNodes,
                plan.seeds().stream().map(seed -> Node.at(plan.scheme(), seed)).toList(),
                firstTurn);
        this.control = control;
        this.resolver = resolver;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.listener = listener;
        this.sameComplaint = new LogThrottle(REPEAT, ticker);
    }

    /** Starts a round; {@code done} is called once at its end, whatever goes wrong in it. */
    void start(Consumer<Result> done) {
        this.done = done;
        step(this::begin);
    }

    private void begin() {
        sawOtherServer = false;
        toAsk = order.next();
        askNext();
    }

    /** Ends the call that is under way; from any thread. */
    void cancel() {
        CompletableFuture<?> call = outstanding;
        if (call != null) {
            call.cancel(true);
        }
    }

    private void askNext() {
        Node node = toAsk.poll();
        if (node == null) {
            end(sawOtherServer ? Result.NOT_ALTERNATOR : Result.FAILED);
        } else {
            ask(node, 0);
        }
    }

    private void ask(Node node, int query) {
        long start = ticker.nanos();
        CompletableFuture<ControlReply> reply =
                control.get(node, "/localnodes", plan.scope().queries().get(query), plan.timeout());
        outstanding = reply;
        reply.whenComplete((answer, failure) -> scheduler.execute(() -> step(
                () -> answered(node, query, meaningOf(answer, failure), Duration.ofNanos(ticker.nanos() - start)))));
    }

    private NodeListResult meaningOf(@Nullable ControlReply reply, @Nullable Throwable failure) {
        if (reply == null) {
            return new NodeListResult.Unreachable(failure == null ? new IllegalStateException("no reply") : failure);
        }
        return reply.status() == 200
                ? NodeListParser.parse(reply.body(), plan.port())
                : new NodeListResult.NotOk(reply.status());
    }

    private void answered(Node node, int query, NodeListResult answer, Duration took) {
        listener.asked(node, answer, took);
        if (answer instanceof NodeListResult.Nodes nodes) {
            complain(nodes.leftOut().isEmpty() ? "" : "not used of its list are " + nodes.leftOut(), node);
            listener.listed(nodes.addresses(), query);
            end(Result.LISTED);
            return;
        }
        log.debug("Asked {} for the cluster's nodes: {}", node, answer);
        if (answer instanceof NodeListResult.Empty) {
            if (query + 1 < plan.scope().queries().size()) {
                complain(
                        "no node is in " + plan.scope() + "; nodes of a wider scope are used while there is none",
                        node);
                ask(node, query + 1);
                return;
            }
            complain("no node is in " + plan.scope() + "; check the names, the nodes known so far stay in use", node);
        } else if (answer instanceof NodeListResult.Unreachable) {
            resolveThenAskNext(node);
            return;
        } else {
            if (answer instanceof NodeListResult.Malformed malformed) {
                complain("it answers with " + malformed.why() + "; the nodes known so far stay in use", node);
            }
            sawOtherServer |= !(answer instanceof NodeListResult.NotOk notOk) || notOk.status() < 500;
        }
        askNext();
    }

    /** Says what is wrong with an answer: at once if it is something else than the last time, now and then if it is the same. */
    private void complain(String what, Node node) {
        if (what.isEmpty()) {
            return;
        }
        boolean again = sameComplaint.mayPass();
        if (again || !what.equals(lastComplaint)) {
            lastComplaint = what;
            log.warn("Asked {} for the cluster's nodes: {}", node, what);
        }
    }

    /** A seed's name may stand for several nodes of which the HTTP client tried only one. */
    private void resolveThenAskNext(Node node) {
        if (!plan.seeds().contains(node.target())
                || !resolver.isName(node.target().host())) {
            askNext();
            return;
        }
        CompletableFuture<List<String>> addresses =
                resolver.resolve(node.target().host(), plan.timeout());
        outstanding = addresses;
        addresses.whenComplete((found, failure) -> scheduler.execute(() -> step(() -> {
            if (found != null && found.size() > 1) {
                found.stream()
                        .map(host -> Node.at(
                                plan.scheme(),
                                new NodeAddress(host, node.target().port())))
                        .filter(address -> !toAsk.contains(address))
                        .forEach(toAsk::addFirst);
            }
            askNext();
        })));
    }

    /** A step that fails ends its round, not discovery. */
    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            log.error("Asking for the cluster's nodes failed; what was known stays in use", e);
            end(Result.FAILED);
        }
    }

    private void end(Result result) {
        Consumer<Result> waiting = done;
        done = late -> {};
        waiting.accept(result);
    }

    /** The seeds, for a log line. */
    @Override
    public String toString() {
        return plan.scheme() + "://" + plan.seeds();
    }
}
