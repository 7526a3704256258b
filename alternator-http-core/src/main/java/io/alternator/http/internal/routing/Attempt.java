package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * One request on one node. The shell sends {@link #request()} over {@link #transport()} and reports: {@link #failed} if no
 * response came, else {@link #responded} and then how the body ended. The first report of an end counts, on whichever thread
 * it comes; later ones are ignored, so that what was taken is given back exactly once.
 */
public final class Attempt<T extends Transport> {
    private static final VarHandle ENDED = endedHandle();

    private final Cluster<T> cluster;
    private final SdkHttpRequest original;
    private final SdkHttpRequest request;
    private final Assignment<T> assignment;
    private final Exclusions exclusions;
    private final T transport;
    private final long start;

    private Outcome outcome = Outcome.SUCCESS;
    private boolean connectionPersists = true;

    @SuppressWarnings("unused") // through ENDED
    private volatile boolean ended;

    Attempt(
            Cluster<T> cluster,
            SdkHttpRequest original,
            SdkHttpRequest request,
            Assignment<T> assignment,
            Exclusions exclusions,
            T transport,
            long start) {
        this.cluster = cluster;
        this.original = original;
        this.request = request;
        this.assignment = assignment;
        this.exclusions = exclusions;
        this.transport = transport;
        this.start = start;
    }

    /** The request as it goes to the node. */
    public SdkHttpRequest request() {
        return request;
    }

    /** The client to send it with. */
    public T transport() {
        return transport;
    }

    /** Where it goes; for log lines. */
    public Node node() {
        return assignment.member().node();
    }

    /** The response's headers are here and will be delivered: from now on there is no failover. */
    public void responded(SdkHttpResponse headers) {
        long now = cluster.now();
        outcome = Outcome.ofStatus(headers.statusCode());
        connectionPersists = headers.firstMatchingHeader("Connection")
                .map(value -> !value.equalsIgnoreCase("close"))
                .orElse(true);
        assignment.member().answered(outcome, now - start, now);
    }

    /** The response's body ended, or there was none. */
    public void finished() {
        end(outcome, connectionPersists);
    }

    /** The caller does not want the response, or the rest of it. */
    public void abandoned() {
        end(Outcome.ABORTED, false);
    }

    /** The body broke off after the response's headers. */
    public void brokeOff(Throwable failure) {
        Outcome how = Failures.classify(failure);
        if (end(how, false)) {
            assignment.member().health().exchanged(how);
        }
    }

    /**
     * No response came.
     *
     * @param byCaller true if the caller gave up, whatever the failure looks like
     * @return the next attempt to make, on another node; null if the failure is the caller's to see
     */
    public @Nullable Attempt<T> failed(Throwable failure, boolean byCaller) {
        Outcome how = byCaller ? Outcome.ABORTED : Failures.classify(failure);
        if (!end(how, false)) {
            return null;
        }
        Member<T> member = assignment.member();
        member.health().exchanged(how);
        if (!how.failsOver()) {
            return null;
        }
        cluster.refreshSoon();
        Attempt<T> next = cluster.attempt(original, exclusions.andTried(member.node()));
        if (next != null) {
            member.listener().failedOver(how);
        }
        return next;
    }

    private boolean end(Outcome how, boolean reusable) {
        if (!ENDED.compareAndSet(this, false, true)) {
            return false;
        }
        long now = cluster.now();
        if (how.avoidedByRetries()) {
            cluster.retryMemory().failed(original, node(), now);
        }
        cluster.assigner().release(assignment, reusable, now);
        assignment.member().listener().ended(how, now - start);
        return true;
    }

    private static VarHandle endedHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(Attempt.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
