package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** Stores one node's {@link Health}. Thread-safe and lock-free; each change of state is logged and reported exactly once. */
public final class NodeHealth {
    private static final VarHandle HEALTH;

    static {
        try {
            HEALTH = MethodHandles.lookup().findVarHandle(NodeHealth.class, "health", Health.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Called after a change of state, on the thread that caused it. */
    @FunctionalInterface
    public interface Listener {
        /** The state changed from {@code from} to {@code to}; a later change may have happened already. */
        void stateChanged(Health from, Health to);
    }

    /** What a node's ejection depends on besides itself. */
    public interface Peers {
        /** True while another node is up. */
        boolean isAnotherUp();

        /** True if also one more node may be ejected because it did not respond in time. */
        boolean mayEjectAsSlow();
    }

    private final ClientLog log;
    private final Node node;
    private final boolean isSeed;
    private final HealthSettings settings;
    private final Ticker ticker;
    private final InstantSource wallClock;
    private final Peers peers;
    private final Listener listener;
    private final CheckRefusals refusals = new CheckRefusals();
    private volatile Health health;
    private volatile boolean proven;

    /**
     * Starts with {@code initial}.
     *
     * @param isSeed true if the user named the node: it is one, whatever it answers
     */
    public NodeHealth(
            Node node,
            boolean isSeed,
            Health initial,
            HealthSettings settings,
            Ticker ticker,
            InstantSource wallClock,
            Peers peers,
            Listener listener,
            ClientIdentity client) {
        this.log = client.log(NodeHealth.class);
        this.node = node;
        this.isSeed = isSeed;
        this.settings = settings;
        this.ticker = ticker;
        this.wallClock = wallClock;
        this.peers = peers;
        this.listener = listener;
        this.health = timed(initial);
    }

    public Health now() {
        return health;
    }

    public NodeState state() {
        return now().state();
    }

    /** True for a seed that has never answered: there may be no server at all. */
    boolean isUnansweredSeed() {
        return isSeed && !proven;
    }

    /**
     * False for a seed, and once the node answered a request or a check as no other server does. True again when nobody listens there
     * any more, or the node leaves the list, as the address may be given to another service; and when it is {@linkplain #doubted}.
     */
    public boolean mayBeOtherServer() {
        return !isSeed && !proven;
    }

    /** A request was answered as only a node does. */
    public void answeredAsNode() {
        proven = true;
    }

    /** The question for the list was answered as no node does: a proxy may have begun to answer in its place. */
    public void doubted() {
        if (!isSeed) {
            proven = false;
        }
    }

    /** The fraction of its fair share that the node gets; below 1 only during slow start. */
    public double slowStartShare(long nowNanos) {
        return now().slowStartShare(settings, nowNanos);
    }

    /** True while another node is up, so that this one may be ejected on suspicion. */
    public boolean canBeEjected() {
        return peers.isAnotherUp();
    }

    /** True if the node may be ejected because it did not respond in time. One that never answered is not slow but out of reach. */
    public boolean canBeEjectedAsSlow() {
        return peers.isAnotherUp() && (mayBeOtherServer() || peers.mayEjectAsSlow());
    }

    /** Takes the outcome of a request into account. On the request path: a few volatile reads while the node is healthy. */
    public void requestEnded(Outcome outcome) {
        boolean alive = outcome.verdict() == Outcome.Verdict.ALIVE;
        if (alive && isSeed && !proven) {
            proven = true;
        }
        if (outcome == Outcome.SUCCESS && !mayBeOtherServer() && state() == NodeState.UP) {
            refusals.served();
        } else if (refusals.endsTrial(outcome)) {
            eject(new Health.Finding(
                    outcome.tag(), Health.FoundBy.REQUEST, "probe refused, then request: " + outcome.tag()));
        }
        if (alive && now().failures() == 0) {
            return; // nothing would change
        }
        transition(before -> before.requestEnded(
                outcome, outcome == Outcome.TIMEOUT ? canBeEjectedAsSlow() : canBeEjected(), settings, ticker.nanos()));
    }

    /** What is known of a gateway that serves the node's requests and refuses the client's own. */
    public CheckRefusals refusals() {
        return refusals;
    }

    /**
     * What a check says, given how the node's gateway answers while the node serves requests: {@link CheckResult.Refused} in place of a
     * refusal that says nothing. If that is not known, a node that has served requests is tried after the maximum ejection time.
     */
    public CheckResult judge(CheckResult result) {
        if (result instanceof CheckResult.Alive) {
            refusals.checkAnswered();
        } else if (result instanceof CheckResult.Dead dead && dead.mayBeRefusal()) {
            refusals.refused();
            return refusals.sayNothing() || isDueForTrial() ? dead.asRefusal() : dead;
        }
        return result;
    }

    private boolean isDueForTrial() {
        Health now = now();
        return refusals.hasServed()
                && now.state() == NodeState.DOWN
                && ticker.nanos() - now.since() >= settings.maxEjectionTime().toNanos();
    }

    /** The check of a DOWN node was refused, and only a request can tell more. */
    void tryAgain(CheckResult.Refused refused) {
        if (now().needsProbe()) { // else a request or a list was faster
            refusals.tried();
            transition(before -> before.tried(refused, ticker.nanos()));
        }
    }

    /** Ejects the node because it did not respond in time: only if it is UP, another node is too, and few others are as slow. */
    public void ejectAsSlow(Health.Finding finding) {
        transition(before -> before.eject(finding, canBeEjectedAsSlow(), settings, ticker.nanos()));
    }

    /** Ejects the node on suspicion: only if it is UP and another node is too. */
    public void eject(Health.Finding finding) {
        transition(before -> before.eject(finding, canBeEjected(), settings, ticker.nanos()));
    }

    public void probeSucceeded() {
        proven = true;
        transition(before -> before.probeSucceeded(ticker.nanos()));
    }

    public void probeFailed(CheckResult.Dead result) {
        log.debug("{}: probe failed: {}", node, result.reason());
        transition(before -> before.probeFailed(result, settings, ticker.nanos()));
    }

    public void removedFromList() {
        transition(before -> before.removedFromList(ticker.nanos()));
    }

    public void trusted() {
        transition(before -> before.trusted(ticker.nanos()));
    }

    public void addedToList() {
        transition(before -> before.addedToList(ticker.nanos()));
    }

    @SuppressWarnings("ReferenceEquality") // a transition that changes nothing returns the same instance
    private void transition(UnaryOperator<Health> step) {
        Health before;
        Health after;
        do {
            before = now();
            after = step.apply(before);
            if (after == before) {
                return;
            }
            if (after.state() != before.state()) {
                after = timed(after);
            }
        } while (!HEALTH.compareAndSet(this, before, after));
        if (after.isDownBecauseOf(Outcome.CONNECT_ERROR) || after.state() == NodeState.DRAINING) {
            doubted();
        }
        if (after.state() == NodeState.DRAINING) {
            refusals.forget();
        }
        if (after.state() != before.state()) {
            log.info(
                    "{} {} => {} ({})",
                    node,
                    before.state(),
                    after.state(),
                    after.finding().reason());
            listener.stateChanged(before, after);
        }
    }

    private Health timed(Health entered) {
        return entered.at(wallClock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
