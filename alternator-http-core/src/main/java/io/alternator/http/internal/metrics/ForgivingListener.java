package io.alternator.http.internal.metrics;

import io.alternator.http.internal.discovery.Answer;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.routing.ClusterListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a failing registry (a meter of another type has the name, say) from failing requests: says so once, and goes on. */
public final class ForgivingListener implements ClusterListener {
    private static final Logger log = LoggerFactory.getLogger(ForgivingListener.class);

    private final ClusterListener listener;
    private final AtomicBoolean said = new AtomicBoolean();

    /** Passes everything on. */
    public ForgivingListener(ClusterListener listener) {
        this.listener = listener;
    }

    @Override
    public void opened(Supplier<Duration> discoveryAge) {
        forgiving(() -> listener.opened(discoveryAge));
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers node) {
        try {
            return new ForNode(listener.nodeAdded(node));
        } catch (RuntimeException e) {
            say(e);
            return NodeListener.NONE;
        }
    }

    @Override
    public void asked(Answer answer, Duration took) {
        forgiving(() -> listener.asked(answer, took));
    }

    @Override
    public void closed() {
        forgiving(listener::closed);
    }

    private void forgiving(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            say(e);
        }
    }

    private void say(RuntimeException failure) {
        if (said.compareAndSet(false, true)) {
            log.warn("meterRegistry: it refuses meters; some will be missing, requests go on", failure);
        }
    }

    private final class ForNode implements NodeListener {
        private final NodeListener node;

        private ForNode(NodeListener node) {
            this.node = node;
        }

        @Override
        public void ended(Outcome outcome, long nanos) {
            try { // on the request path: no lambda
                node.ended(outcome, nanos);
            } catch (RuntimeException e) {
                say(e);
            }
        }

        @Override
        public void failedOver(Outcome reason) {
            forgiving(() -> node.failedOver(reason));
        }

        @Override
        public void removed() {
            forgiving(node::removed);
        }
    }
}
