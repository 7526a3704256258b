package io.alternator.http.internal.routing;

import io.alternator.http.AlternatorMetric;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.health.ErrorBody;
import io.alternator.http.internal.health.Failures;
import io.alternator.http.internal.health.JsonEnd;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.node.Node;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    private static final VarHandle ENDED = endedHandle();

    private final Cluster<T> cluster;
    private final SdkHttpRequest original;
    private final SdkHttpRequest request;
    private final Assignment<T> assignment;
    private final Exclusions exclusions;
    private final long start;

    private @Nullable T transport;
    private int place;
    private Outcome outcome = Outcome.SUCCESS;
    private @Nullable ErrorBody errorBody;
    private @Nullable JsonEnd jsonEnd;
    private boolean connectionPersists = true;

    private volatile @Nullable IOException givenUp;
    private volatile Runnable breakOff = () -> {};

    @SuppressWarnings("unused") // through ENDED
    private volatile boolean ended;

    Attempt(
            Cluster<T> cluster,
            SdkHttpRequest original,
            SdkHttpRequest request,
            Assignment<T> assignment,
            Exclusions exclusions,
            long start) {
        super(start);
        this.cluster = cluster;
        this.original = original;
        this.request = request;
        this.assignment = assignment;
        this.exclusions = exclusions;
        this.start = start;
    }

    /** Lets the member know of the attempt and then takes its client: who drops a client looks for its users here. */
    void open() {
        Member<T> member = assignment.member();
        place = member.attempts()
                .add(this, start + ((long) member.inFlight() << Integer.SIZE)); // a clock may be coarse
        try {
            transport = member.transport();
        } catch (RuntimeException | Error e) {
            member.attempts().remove(place);
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
        return assignment.member().node();
    }

    /** Tells the SDK's own metrics which node the attempt goes to. */
    public void reportTo(Optional<MetricCollector> metrics) {
        if (metrics.isPresent()) {
            metrics.get()
                    .reportMetric(AlternatorMetric.NODE, assignment.member().name());
        }
    }

    /** How to break the exchange off, on a thread that may block; run at once if it is too late already. */
    public void onGivenUp(Runnable breakOff) {
        this.breakOff = breakOff;
        if (givenUp != null) {
            breakOff.run();
        }
    }

    /** Why the attempt was given up; null if it was not. */
    public @Nullable IOException givenUp() {
        return givenUp;
    }

    /** The response's headers are here and will be delivered: from now on there is no failover. */
    public void responded(SdkHttpResponse headers) {
        long now = cluster.now();
        gotHeaders();
        outcome = Outcome.ofStatus(headers.statusCode());
        if (headers.statusCode() == 400) {
            errorBody = new ErrorBody();
        }
        connectionPersists = headers.firstMatchingHeader("Connection")
                .map(value -> !value.equalsIgnoreCase("close"))
                .orElse(true);
        assignment.member().traffic().answered(outcome, now - start, now);
    }

    /** Looks at a part of the body, which is the caller's. */
    public void peek(byte[] part, int offset, int count) {
        if (errorBody != null) {
            errorBody.add(part, offset, count);
        }
    }

    /** Looks at a part of the body, which is the caller's. */
    public void peek(ByteBuffer part) {
        if (errorBody != null) {
            errorBody.add(part);
        }
        if (jsonEnd != null) {
            jsonEnd.add(part);
        }
    }

    /**
     * Has what is peeked at checked for its end, where only the end of the connection tells: before the body, after
     * {@link #responded}.
     */
    public void expectWholeBody(SdkHttpResponse headers) {
        boolean json = headers.firstMatchingHeader("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        if (json
                && headers.firstMatchingHeader("Content-Length").isEmpty()
                && headers.firstMatchingHeader("Content-Encoding").isEmpty()) {
            jsonEnd = new JsonEnd();
        }
    }

    /** False if the body that was peeked at to its end is cut short. */
    public boolean isBodyWhole() {
        return jsonEnd == null || jsonEnd.isWhole();
    }

    /** The response's body ended, or there was none. */
    public void finished() {
        end(errorBody == null ? outcome : errorBody.outcome(), connectionPersists, null);
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
     * @return the next attempt to make, on another node; null if the failure is the caller's to see
     */
    public @Nullable Attempt<T> failed(Throwable failure, boolean byCaller) {
        Outcome how = byCaller ? Outcome.ABORTED : classify(failure);
        if (!end(how, false, failure) || !how.failsOver()) {
            return null;
        }
        cluster.refreshSoon();
        Attempt<T> next = cluster.attempt(original, exclusions.andTried(node()));
        if (next != null) {
            assignment.member().listener().failedOver(how);
        }
        return next;
    }

    /** Breaks the attempt off, if it has not ended; what is thrown is {@code why}, which the SDK may retry. */
    void giveUp(IOException why, Executor blocking) {
        if (!ended && givenUp == null) {
            givenUp = why;
            Runnable how = breakOff; // after the other was written: whoever sets it later sees that
            blocking.execute(how);
        }
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
        if (!ENDED.compareAndSet(this, false, true)) {
            return false;
        }
        long now = cluster.now();
        Member<T> member = assignment.member();
        member.attempts().remove(place);
        member.ended(how, now);
        if (how.avoidedByRetries()) {
            cluster.retryMemory().failed(original, node(), now);
        }
        cluster.assigner().release(assignment, reusable, now);
        member.listener().ended(how, original, now - start);
        if (how.avoidedByRetries() && log.isDebugEnabled()) {
            log.debug(
                    "{} on {} after {} ms, invocation {}{}",
                    how,
                    node(),
                    TimeUnit.NANOSECONDS.toMillis(now - start),
                    RetryMemory.invocationId(original),
                    failure == null ? "" : ": " + failure);
        }
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
