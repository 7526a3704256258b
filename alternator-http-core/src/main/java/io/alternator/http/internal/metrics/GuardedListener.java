package io.alternator.http.internal.metrics;

import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.selection.SelectionListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Passes events on to a listener that may throw, because it calls the application's meter registry: neither a request nor
 * background work may fail for that. Warns once.
 */
public final class GuardedListener<L extends ClusterListener & SelectionListener & HedgeListener & CallListener>
        implements ClusterListener, SelectionListener, HedgeListener, CallListener {

    private final ClientLog log;
    private final L listener;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Passes events on to this one. */
    public GuardedListener(L listener, ClientIdentity client) {
        this.log = client.log(GuardedListener.class);
        this.listener = listener;
    }

    @Override
    public void opened(ClusterNumbers cluster) {
        guard(() -> listener.opened(cluster));
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers node) {
        return new Guarded(guard(() -> listener.nodeAdded(node), NodeListener.NONE));
    }

    @Override
    public void listFetched(NodeListResult result, boolean asSeed, Duration took) {
        guard(() -> listener.listFetched(result, asSeed, took));
    }

    @Override
    public void listChanged(int added, int removed) {
        guard(() -> listener.listChanged(added, removed));
    }

    @Override
    public void skipped(SkipReason reason) {
        try { // on the request path: no object for it
            listener.skipped(reason);
        } catch (RuntimeException | Error e) {
            warn(e);
        }
    }

    @Override
    public void hedgeEnded(HedgeResult result) {
        guard(() -> listener.hedgeEnded(result));
    }

    @Override
    public void retried(RetriedOn node) {
        guard(() -> listener.retried(node));
    }

    @Override
    public void keyed(KeyedResult result) {
        try { // on the request path: no object for it
            listener.keyed(result);
        } catch (RuntimeException | Error e) {
            warn(e);
        }
    }

    @Override
    public void listsDisagree() {
        guard(listener::listsDisagree);
    }

    @Override
    public void closed() {
        guard(listener::closed);
    }

    private void guard(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            warn(e);
        }
    }

    private <R> R guard(Supplier<R> event, R otherwise) {
        try {
            return event.get();
        } catch (RuntimeException | Error e) {
            warn(e);
            return otherwise;
        }
    }

    private void warn(Throwable failure) {
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "meterRegistry: recording an event failed; meters may be wrong, requests are not affected"
                            + "; see troubleshooting.md#meters-rejected",
                    failure);
        }
    }

    private final class Guarded implements NodeListener {
        private final NodeListener node;

        private Guarded(NodeListener node) {
            this.node = node;
        }

        @Override
        public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
            try { // with each request: no object for it
                node.ended(outcome, request, nanos);
            } catch (RuntimeException | Error e) {
                warn(e);
            }
        }

        @Override
        public void failedOver(Outcome reason) {
            guard(() -> node.failedOver(reason));
        }

        @Override
        public void ejected(Health.Finding finding) {
            guard(() -> node.ejected(finding));
        }

        @Override
        public void probed(CheckResult result, long nanos) {
            guard(() -> node.probed(result, nanos));
        }

        @Override
        public void removed() {
            guard(node::removed);
        }
    }
}
