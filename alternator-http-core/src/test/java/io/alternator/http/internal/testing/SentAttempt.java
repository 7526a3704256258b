package io.alternator.http.internal.testing;

import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.call.Next;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.operation.RequestBody;
import io.alternator.http.internal.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.metrics.MetricCollector;

/** An attempt that a test executes in place of a client: the test reports what happened and gets the next attempt. */
public final class SentAttempt {
    private static final byte[] REFUSAL =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}".getBytes(StandardCharsets.UTF_8);

    private final Call call;
    private final Attempt attempt;
    private @Nullable Next next;
    private boolean refusalReadToItsEnd;

    private SentAttempt(Call call, Attempt attempt) {
        this.call = call;
        this.attempt = attempt;
        attempt.transport(); // as a shell does
    }

    /** The first attempt of a request that cannot be hedged. */
    public static SentAttempt begin(Cluster cluster, SdkHttpRequest request) {
        return begin(cluster, request, second -> false);
    }

    /** The first attempt of a request. */
    public static SentAttempt begin(Cluster cluster, SdkHttpRequest request, HedgeExecutor hedges) {
        Call call = cluster.newCall(request, hedges);
        if (hedges instanceof FakeHedgeExecutor executor) {
            executor.attach(call);
        }
        return begun(call, RequestBody.UNREADABLE);
    }

    /** The first attempt of a request with a body in memory. */
    public static SentAttempt begin(Cluster cluster, SdkHttpRequest request, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return begun(cluster.newCall(request, second -> false), reader -> {
            reader.read(new ByteArrayInputStream(bytes));
            return true;
        });
    }

    private static SentAttempt begun(Call call, RequestBody body) {
        return Objects.requireNonNull(sent(call, call.next(body)), "the first attempt is always sent");
    }

    static @Nullable SentAttempt sent(Call call, Next next) {
        return next instanceof Next.Send send ? new SentAttempt(call, send.attempt()) : null;
    }

    public ClusterNode clusterNode() {
        return attempt.node();
    }

    public Node node() {
        return attempt.node().node();
    }

    public SdkHttpRequest request() {
        return attempt.request();
    }

    public Transport transport() {
        return attempt.transport();
    }

    public boolean responded(SdkHttpResponse headers) {
        return attempt.responded(headers);
    }

    public void inspect(ByteBuffer part) {
        attempt.inspect(part);
    }

    public boolean isBodyComplete() {
        return attempt.isBodyComplete();
    }

    public void awaitsBody() {
        attempt.awaitsBody();
    }

    public void gotBody(boolean awaitsMore) {
        attempt.gotBody();
        if (awaitsMore) {
            attempt.awaitsBody();
        }
    }

    public void finished() {
        attempt.finished();
    }

    public void abandoned() {
        attempt.abandoned();
    }

    public void bodyFailed(Throwable failure) {
        attempt.bodyFailed(failure);
    }

    public void reportNode(Optional<MetricCollector> metrics) {
        attempt.reportNode(metrics);
    }

    public void onCancel(Runnable canceller) {
        attempt.onCancel(canceller);
    }

    public boolean isSuperseded() {
        return attempt.isSuperseded();
    }

    /** Sends a hedge now, as if the attempt had taken too long. */
    public void hedge() {
        attempt.hedge();
    }

    /** The caller aborts the request. */
    public void abort() {
        call.abort();
    }

    /** Why the attempt was cancelled; null if it was not. */
    public @Nullable Throwable cancelCause() {
        Throwable failure = new IOException("as the client reports it");
        Throwable cause = attempt.causeOf(failure);
        return cause == failure ? null : cause;
    }

    /**
     * Reports that no response arrived.
     *
     * @param byCaller true if the caller aborted the request
     * @return the next attempt; null if there is none
     */
    public @Nullable SentAttempt failed(Throwable failure, boolean byCaller) {
        if (byCaller) {
            call.abort();
        }
        next = call.after(attempt, failure);
        return sent(call, next);
    }

    /**
     * The node refuses the request for overload.
     *
     * @param repeatable false if the request's body can be read only once
     * @return the next attempt; null if the refusal is passed on, or if another attempt answers
     */
    public @Nullable SentAttempt refused(boolean repeatable) {
        SentAttempt other =
                badRequest(SdkHttpFullResponse.builder().statusCode(400).build(), REFUSAL, repeatable);
        if (!attempt.isRefused()) {
            throw new AssertionError("this is a refusal");
        }
        return other;
    }

    /**
     * The node answers 400, which may be a refusal, or another server answers in its place.
     *
     * @return the next attempt; null if the response is passed on, if another attempt answers, or if the call fails
     */
    public @Nullable SentAttempt badRequest(SdkHttpResponse headers, byte[] body, boolean repeatable) {
        if (!attempt.mayBeRefused(headers)) {
            throw new AssertionError("this response may be a refusal");
        }
        refusalReadToItsEnd = !attempt.readAhead(ByteBuffer.wrap(body));
        next = attempt.isRefused() ? call.refused(attempt, repeatable) : null;
        if (next == null && attempt.responded(headers)) {
            attempt.inspect(ByteBuffer.wrap(body));
            attempt.finished();
        }
        return next == null ? null : sent(call, next);
    }

    /** As a shell does with a 400 before it reports the headers. */
    void readAhead(SdkHttpResponse headers, byte[] body) {
        if (attempt.mayBeRefused(headers)) {
            attempt.readAhead(ByteBuffer.wrap(body));
        }
    }

    /** True after {@link #refused} if the refusal's body is read to its end, so that the connection can be used again. */
    public boolean isRefusalReadToItsEnd() {
        return refusalReadToItsEnd;
    }

    /** True after {@link #refused} if the SDK gets the refusal. */
    public boolean isPassedOn() {
        return next == null;
    }

    /** What the SDK is told after {@link #badRequest}. */
    public Throwable failure() {
        return next instanceof Next.Fail fail ? fail.cause() : new AssertionError("the call does not fail");
    }

    /** True after {@link #failed} if another attempt answers the request. */
    public boolean isAnsweredElsewhere() {
        return next instanceof Next.AnsweredElsewhere;
    }
}
