package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorMetric;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.metrics.MetricCollector;

/**
 * One request on one node. The shell sends {@link #request()} over {@link #transport()} and reports: {@link #failed} if no
 * response came, else {@link #responded} and then how the body went and ended. The first report of an end counts, on
 * whichever thread it comes; later ones are ignored, so that what was taken is given back exactly once.
 *
 * <p>The attempt may be given up from here, when its node is found silent or the client is closed: the shell says by
 * {@link #onGivenUp} how to break it off, and throws {@link #givenUp()} in place of what its client makes of that.
 */
public final class Attempt<T extends Transport> extends Progress {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final Cluster<T> cluster;
    private final SdkHttpRequest original;
    private final SdkHttpRequest request;
    private final Assignment<T> assignment;
    private final Exclusions exclusions;
    private final HedgeState<T> race;
    private final long start;
    private final int stripe;

    private @Nullable T transport;
    private Outcome outcome = Outcome.SUCCESS;
    private @Nullable ResponseInspection inspection;
    private boolean connectionPersists = true;
    private boolean covered;
    private volatile boolean dropped;

    private volatile @Nullable IOException givenUp;
    private volatile @Nullable Runnable breakOff;

    /** On the thread that took the assignment. */
    Attempt(
            Cluster<T> cluster,
            SdkHttpRequest original,
            SdkHttpRequest request,
            Assignment<T> assignment,
            Exclusions exclusions,
            HedgeState<T> race,
            long start) {
        super(start);
        this.cluster = cluster;
        this.original = original;
        this.request = request;
        this.assignment = assignment;
        this.exclusions = exclusions;
        this.race = race;
        this.start = start;
        this.stripe = StripedCounter.stripe();
    }

    /** Lets the member know of the attempt and then takes its client: who drops a client looks for its users here. */
    void open() {
        ClusterNode<T> member = member();
        member.attempts().add(this, start + ((long) member.ownInFlight() << Integer.SIZE)); // a clock may be coarse
        try {
            transport = member.transport();
        } catch (RuntimeException | Error e) {
            member.attempts().remove(this);
            throw e;
        }
    }

    /** The request as it goes to the node. */
    public SdkHttpRequest request() {
        return request;
    }

    /** The client to send it with. */
    public T transport() {
        T open = transport;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        return open;
    }

    /** Where it goes; for log lines. */
    public Node node() {
        return member().node();
    }

    /** Tells the SDK's own metrics which node the attempt goes to. */
    public void reportTo(Optional<MetricCollector> metrics) {
        if (metrics.isPresent()) {
            metrics.get().reportMetric(AlternatorMetric.NODE, member().name());
        }
    }

    /** How to break the exchange off, on a thread that may block; run at once if it is too late already. */
    public void onGivenUp(Runnable breakOff) {
        this.breakOff = breakOff;
        if (givenUp != null) {
            breakOff.run();
        }
    }

    /** Breaks the exchange off, headers or body, as the caller aborted the request. */
    public void abort() {
        runBreakOff();
        if (isInBody()) {
            abandoned(); // without a response yet, a failure follows
        }
    }

    /** Why the attempt was given up; null if it was not. */
    public @Nullable IOException givenUp() {
        return givenUp;
    }

    /**
     * The response's headers are here. If they are to be delivered there is no failover from now on.
     *
     * @return false if another attempt was faster: nothing of this one is to be delivered, and it is over
     */
    public boolean responded(SdkHttpResponse headers) {
        long now = cluster.now();
        gotHeaders();
        outcome = Outcome.ofStatus(headers.statusCode());
        member().traffic().answered(outcome, now - start, now);
        if (!race.won(this, outcome, now - start)) {
            return false;
        }
        inspection = ResponseInspection.of(headers, transport().noticesTruncation());
        connectionPersists = !assignment.isKept() || persists(headers); // a look at a header costs much here
        return true;
    }

    private static boolean persists(SdkHttpResponse headers) {
        return !headers.firstMatchingHeader("Connection").orElse("").equalsIgnoreCase("close");
    }

    /** Looks at a part of the body, which is the caller's. */
    public void peek(byte[] part, int offset, int count) {
        if (inspection != null) {
            inspection.add(part, offset, count);
        }
    }

    /** Looks at a part of the body, which is the caller's. */
    public void peek(ByteBuffer part) {
        if (inspection != null) {
            inspection.add(part);
        }
    }

    /** False if the body that was peeked at to its end is cut short. */
    public boolean isBodyWhole() {
        return inspection == null || inspection.isWhole();
    }

    /** The response's body ended, or there was none. */
    public void finished() {
        end(inspection == null ? outcome : inspection.outcome(outcome), connectionPersists, null);
    }

    /** The caller does not want the response, or the rest of it. */
    public void abandoned() {
        end(Outcome.ABORTED, false, null);
    }

    /** The body broke off after the response's headers. */
    public void brokeOff(Throwable failure) {
        end(classify(failure), false, failure);
    }

    /**
     * No response came.
     *
     * @param byCaller true if the caller gave up, whatever the failure looks like
     * @return the next attempt to make, on another node; null if the failure is the caller's to see, unless it
     *     {@link #isCovered()}
     */
    public @Nullable Attempt<T> failed(Throwable failure, boolean byCaller) {
        Outcome how = byCaller ? Outcome.ABORTED : classify(failure);
        boolean first = end(how, false, failure);
        covered = byCaller ? race.abandoned(this) : race.failed(this);
        if (!first || covered || !how.failsOver()) {
            return null;
        }
        cluster.refreshSoon();
        Attempt<T> next = cluster.attempt(original, exclusions.andTried(node()), race);
        if (next != null) {
            member().listener().failedOver(how);
        }
        return next;
    }

    /** True if another attempt of the same request may be under way at the same time, and answer before this one. */
    public boolean mayBeHedged() {
        return race != HedgeState.<T>none();
    }

    /** True if the request's other attempt answers, or nobody waits any more: whatever comes of this one, nobody is to hear it. */
    public boolean isDropped() {
        return dropped;
    }

    /** True after {@link #failed} if another attempt answers the request or will: nobody is to hear of this one. */
    public boolean isCovered() {
        return covered;
    }

    HedgeState<T> race() {
        return race;
    }

    ClusterNode<T> member() {
        return assignment.member();
    }

    long start() {
        return start;
    }

    /** How long its node took of late to have headers; 0 if too little is known. */
    long expectedNanos() {
        return member().traffic().latencyNanos();
    }

    /** A second attempt of the same request, on a node that has not failed this call; null if there is none. */
    @Nullable
    Attempt<T> elsewhere() {
        return cluster.attempt(original, exclusions.strictlyWithout(node()), race);
    }

    /** Gives back what it took: it came too late to be sent. */
    void unsent() {
        end(Outcome.ABORTED, true, false, null);
    }

    /** Another attempt answered first: no fault of the node's, but a sign of how long it takes. */
    void lost() {
        dropped = true;
        IOException why = new IOException("another node answered first");
        long now = cluster.now();
        if (end(Outcome.ABORTED, false, false, why)) {
            member().traffic().tookAtLeast(start, now);
        }
        breakOff(why);
    }

    /** The caller gave up on the request's other attempt, and so on this one. */
    void abandonedToo() {
        dropped = true;
        IOException why = new IOException("the request was aborted");
        end(Outcome.ABORTED, false, why);
        breakOff(why);
    }

    private void breakOff(IOException why) {
        givenUp = why;
        try {
            runBreakOff();
        } catch (RuntimeException e) {
            log.debug("Breaking off a request to {} failed; it is over all the same", node(), e);
        }
    }

    private void runBreakOff() {
        Runnable how = breakOff; // after it was said why: whoever says how later sees that
        if (how != null) {
            how.run();
        }
    }

    /** Breaks the attempt off, which is under way; what is thrown is {@code why}, which the SDK may retry. */
    void giveUp(IOException why, Executor blocking) {
        if (givenUp == null) {
            givenUp = why;
            blocking.execute(this::runBreakOff);
        }
    }

    boolean isUnderWay() {
        return member().attempts().contains(this);
    }

    boolean isGivenUp() {
        return givenUp != null;
    }

    boolean uses(T client) {
        T open = transport;
        return open == null || open == client;
    }

    private Outcome classify(Throwable failure) {
        if (cluster.isClosed()) {
            return Outcome.ABORTED;
        }
        IOException why = givenUp;
        return Failures.classify(why != null ? why : failure);
    }

    private boolean end(Outcome how, boolean reusable, @Nullable Throwable failure) {
        return end(how, reusable, how.avoidedByRetries(), failure);
    }

    private boolean end(Outcome how, boolean reusable, boolean avoided, @Nullable Throwable failure) {
        ClusterNode<T> member = member();
        if (!member.attempts().remove(this)) {
            return false;
        }
        long now = cluster.now();
        member.ended(how, now);
        if (avoided) {
            cluster.retryMemory().failed(original, node(), now);
        }
        cluster.assigner().release(assignment, stripe, reusable, now);
        member.listener().ended(how, original, now - start);
        if (how.avoidedByRetries() && log.isDebugEnabled()) {
            log.debug(
                    "{} on {} after {} ms, invocation {}{}",
                    how,
                    node(),
                    TimeUnit.NANOSECONDS.toMillis(now - start),
                    RetryHistory.invocationId(original),
                    failure == null ? "" : ": " + failure);
        }
        return true;
    }
}
