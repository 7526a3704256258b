package io.alternator.http.internal.metrics;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.cluster.ClusterListener;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeListener;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.selection.SelectionListener;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The meters of one cluster, registered as soon as somebody can read them. Micrometer's global registry, the default, keeps no number
 * while the application has added no registry to it; 74 meters for three nodes would take 50 KB there. So they are registered with
 * the first event after that.
 */
public final class DeferredMeters implements ClusterListener, SelectionListener, HedgeListener, CallListener {
    private final Supplier<MeterRegistry> registry;
    private final boolean isGlobal;
    private final Function<MeterRegistry, ClusterMeters> registration;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<DeferredNode> nodes = new HashSet<>(); // guarded by lock, as all that follows is written
    private @Nullable ClusterNumbers cluster;
    private boolean closed;
    private volatile @Nullable ClusterMeters meters;

    /**
     * Registers nothing yet.
     *
     * @param registry the same at each call
     * @param isGlobal true for Micrometer's global registry, which is not asked for before the first event: loading its class takes 15
     *     ms, and building a client need not wait for that
     */
    public DeferredMeters(
            Supplier<MeterRegistry> registry, boolean isGlobal, Function<MeterRegistry, ClusterMeters> registration) {
        this.registry = registry;
        this.isGlobal = isGlobal;
        this.registration = registration;
    }

    /** The meters of a cluster, in its configuration's registry. */
    public static DeferredMeters of(
            AlternatorConfig config, ClientIdentity client, Scheduler scheduler, Ticker ticker) {
        return new DeferredMeters(
                config::meterRegistry,
                !config.hasMeterRegistry(),
                registry -> new ClusterMeters(registry, config.metrics(), client, scheduler, ticker));
    }

    @Override
    public void opened(ClusterNumbers opened) {
        lock.lock();
        try {
            cluster = opened;
        } finally {
            lock.unlock();
        }
        if (!isGlobal) {
            registered();
        }
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers numbers) {
        DeferredNode node = new DeferredNode(numbers);
        lock.lock();
        try {
            nodes.add(node);
            ClusterMeters current = meters;
            if (current != null) {
                node.register(current);
            }
        } finally {
            lock.unlock();
        }
        return node;
    }

    @Override
    public void listFetched(NodeListResult result, boolean asSeed, Duration took) {
        tell(meters -> meters.listFetched(result, asSeed, took));
    }

    @Override
    public void listsDisagree() {
        tell(ClusterMeters::listsDisagree);
    }

    @Override
    public void listChanged(int added, int removed) {
        tell(meters -> meters.listChanged(added, removed));
    }

    @Override
    public void skipped(SkipReason reason) {
        ClusterMeters current = registered(); // on the request path: no object for it
        if (current != null) {
            current.skipped(reason);
        }
    }

    @Override
    public void hedgeEnded(HedgeResult result) {
        tell(meters -> meters.hedgeEnded(result));
    }

    @Override
    public void retried(RetriedOn node) {
        tell(meters -> meters.retried(node));
    }

    @Override
    public void keyed(KeyedResult result) {
        ClusterMeters current = registered(); // on the request path
        if (current != null) {
            current.keyed(result);
        }
    }

    @Override
    public void closed() {
        lock.lock();
        try {
            closed = true;
            ClusterMeters current = meters;
            if (current != null) {
                current.closed();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(Consumer<ClusterMeters> event) {
        ClusterMeters current = registered();
        if (current != null) {
            event.accept(current);
        }
    }

    /** Null while nobody can read meters. */
    private @Nullable ClusterMeters registered() {
        ClusterMeters current = meters;
        return current != null || keepsNothing(registry.get()) ? current : register();
    }

    private static boolean keepsNothing(MeterRegistry registry) {
        return registry instanceof CompositeMeterRegistry composite
                && composite.getRegistries().isEmpty();
    }

    private @Nullable ClusterMeters register() {
        lock.lock();
        try {
            ClusterNumbers numbers = cluster;
            if (meters == null && numbers != null && !closed) {
                ClusterMeters registered = registration.apply(registry.get());
                registered.opened(numbers);
                nodes.forEach(node -> node.register(registered));
                meters = registered;
            }
            return meters;
        } finally {
            lock.unlock();
        }
    }

    private final class DeferredNode implements NodeListener {
        private final NodeNumbers numbers;
        private volatile @Nullable NodeListener meters;

        private DeferredNode(NodeNumbers numbers) {
            this.numbers = numbers;
        }

        /** With the lock. */
        private void register(ClusterMeters cluster) {
            meters = cluster.nodeAdded(numbers);
        }

        private NodeListener registeredNode() {
            NodeListener current = meters;
            if (current == null && registered() != null) {
                current = meters;
            }
            return current == null ? NONE : current;
        }

        @Override
        public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
            registeredNode().ended(outcome, request, nanos);
        }

        @Override
        public void failedOver(Outcome reason) {
            registeredNode().failedOver(reason);
        }

        @Override
        public void ejected(Health.Finding finding) {
            registeredNode().ejected(finding);
        }

        @Override
        public void probed(CheckResult result, long nanos) {
            registeredNode().probed(result, nanos);
        }

        @Override
        public void removed() {
            lock.lock();
            try {
                nodes.remove(this);
            } finally {
                lock.unlock();
            }
            NodeListener current = meters;
            if (current != null) {
                current.removed();
            }
        }
    }
}
