package io.alternator.http.internal.health;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeState;
import io.alternator.http.internal.concurrent.Fields;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one node's {@link Health}. Written from any thread without a lock; every change of state is told once. */
public final class NodeHealth {
    private static final Logger log = LoggerFactory.getLogger(NodeHealth.class);
    private static final VarHandle HEALTH = Fields.handle(MethodHandles.lookup(), "health", Health.class);

    /** Hears of changes of state, on the thread that brought them about. */
    @FunctionalInterface
    public interface Listener {
        /** After the change; {@code to} may have been overtaken by a later one. */
        void stateChanged(Health from, Health to);
    }

    private final Node node;
    private final HealthSettings settings;
    private final Ticker ticker;
    private final BooleanSupplier expendable;
    private final Listener listener;
    private volatile Health health;

    /**
     * Starts with {@code initial}.
     *
     * @param expendable true while another node is up
     */
    public NodeHealth(
            Node node,
            Health initial,
            HealthSettings settings,
            Ticker ticker,
            BooleanSupplier expendable,
            Listener listener) {
        this.node = node;
        this.settings = settings;
        this.ticker = ticker;
        this.expendable = expendable;
        this.listener = listener;
        this.health = initial;
    }

    public Health now() {
        return health;
    }

    public NodeState state() {
        return now().state();
    }

    /** Which part of its fair share the node gets now. */
    public double share(long nowNanos) {
        return now().share(settings, nowNanos);
    }

    /** True while another node is up, so that this one can be done without. */
    public boolean isExpendable() {
        return expendable.getAsBoolean();
    }

    /** After an exchange. On the request path: one volatile read while all is well. */
    public void exchanged(Outcome outcome) {
        Health current = now();
        if (current.failures() == 0 && outcome.verdict() == Outcome.Verdict.ALIVE) {
            return;
        }
        transition(before -> before.after(outcome, expendable.getAsBoolean(), settings, ticker.nanos()));
    }

    /** Takes the node down if it is up and another is too. */
    public void ejected(String cause, String why) {
        transition(before -> before.ejected(cause, why, expendable.getAsBoolean(), settings, ticker.nanos()));
    }

    public void probeSucceeded() {
        transition(before -> before.probeSucceeded(ticker.nanos()));
    }

    public void probeFailed(String reason) {
        transition(before -> before.probeFailed(reason, settings, ticker.nanos()));
    }

    public void delisted() {
        transition(before -> before.delisted(ticker.nanos()));
    }

    public void relisted() {
        transition(before -> before.relisted(ticker.nanos()));
    }

    private void transition(UnaryOperator<Health> step) {
        Health before;
        Health after;
        do {
            before = now();
            after = step.apply(before);
            if (after.equals(before)) {
                return;
            }
        } while (!HEALTH.compareAndSet(this, before, after));
        if (after.state() != before.state()) {
            log.info("{} {} => {} ({})", node, before.state(), after.state(), after.why());
            listener.stateChanged(before, after);
        }
    }
}
