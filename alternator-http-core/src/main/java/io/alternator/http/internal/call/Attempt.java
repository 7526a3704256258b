package io.alternator.http.internal.call;

import io.alternator.http.AlternatorMetric;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.concurrent.StripedCounter;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.Hedgeable;
import io.alternator.http.internal.keys.SchemaReader;
import io.alternator.http.internal.rewrite.ErrorBody;
import io.alternator.http.internal.transport.Transport;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.metrics.MetricCollector;

/**
 * One try of a call on one node. A shell sends {@link #request()} over {@link #transport()} and reports: {@link Call#after} if no
 * response arrived, else {@link #responded}, the progress of the body, and its end. The first report of an end counts, on
 * whichever thread; later ones are ignored.
 */
public final class Attempt extends InspectedRequest implements Hedgeable {
    private static final int REQUEST_TOO_LARGE = 413;

    private final AttemptOwner<Attempt> call;
    private final SdkHttpRequest request;
    private final boolean keepsConnection;
    private final int stripe = StripedCounter.stripe();

    private @Nullable Transport transport;
    private Outcome outcome = Outcome.SUCCESS;
    private boolean connectionReusable = true;
    private long headersAt;
    private volatile boolean superseded;

    /**
     * On the thread that acquired the node.
     *
     * @param keepsConnection true if a later request may be given the connection
     * @param schema reads along in the response; null if that is of no use
     */
    Attempt(
            AttemptOwner<Attempt> call,
            ClusterNode node,
            SdkHttpRequest request,
            boolean keepsConnection,
            @Nullable SchemaReader schema,
            long start) {
        super(node, schema, start);
        this.call = call;
        this.request = request;
        this.keepsConnection = keepsConnection;
        this.headersAt = start;
    }

    @Override
    public SdkHttpRequest request() {
        return request;
    }

    /**
     * The client that sends it. The first call may build it, unless {@link #hasTransport}.
     *
     * @throws IllegalStateException if the client is closed
     */
    public Transport transport() {
        Transport open = transport;
        if (open == null) { // only now, as the attempt is in the table: all users of a retired client are in it
            open = node().client().get();
            transport = open;
        }
        return open;
    }

    /** False if {@link #transport} would block. */
    public boolean hasTransport() {
        return transport != null || node().client().isReady();
    }

    /** The node as log lines and meters name it. */
    public String nodeName() {
        return node().name();
    }

    /** Adds the node's name to the SDK's own metrics. */
    public void reportNode(Optional<MetricCollector> metrics) {
        if (metrics.isPresent()) {
            metrics.get().reportMetric(AlternatorMetric.NODE, nodeName());
        }
    }

    /** True if another attempt answers the call, or the caller is gone: no event of this one is to be passed on. */
    public boolean isSuperseded() {
        return superseded;
    }

    /** The node refused the request, which is counted for it whoever gets the refusal. */
    void countRefusal() {
        long now = call.now();
        if (isThrottled()) {
            node().stats().resets().refused(now);
        }
        if (refusal() == Outcome.CLIENT_ERROR) {
            node().health().refusals().forget();
        }
        node().stats().answered(refusal(), now - start(), now);
    }

    /** The node is overloaded, or is none: the request goes to another node, or the SDK gets the refusal. */
    void refused() {
        call.close(this, refusal(), !node().stats().resets().closesAfterRefusal(), true, null);
    }

    /**
     * The response's headers arrived. If they are to be passed on, the call does not fail over any more.
     *
     * @return false if another attempt was faster: this one is over
     */
    public boolean responded(SdkHttpResponse headers) {
        gotHeaders();
        outcome = Outcome.ofStatus(headers.statusCode());
        if (node().health().mayBeOtherServer() && ErrorBody.isSuccessOfDynamoDb(headers)) {
            node().health().answeredAsNode();
        }
        if (headers.statusCode() == REQUEST_TOO_LARGE) {
            node().stats().resets().refused(call.now());
        }
        if (!call.answered(this, outcome)) {
            return false;
        }
        inspectBody(headers, transport().detectsTruncation());
        connectionReusable = !keepsConnection || !closesConnection(headers); // reading a header is expensive here
        return true;
    }

    /** The headers arrived at this time. */
    void answeredAt(long now) {
        headersAt = now;
        if (node().stats().measuresBodies()) {
            measureBodyWait(call::now);
        }
    }

    /** The attempt has ended: tells the node how long its body took. */
    void ended(Outcome how, long now) {
        if (isInBody() && outcome == Outcome.SUCCESS) {
            node().stats().bodyEnded(how == Outcome.SUCCESS, now - headersAt, bodyWaitNanos(now), now);
        }
    }

    private static boolean closesConnection(SdkHttpResponse headers) {
        return headers.firstMatchingHeader("Connection").orElse("").equalsIgnoreCase("close");
    }

    /** The response's body ended, or it has none. */
    public void finished() {
        bodyRead();
        end(outcomeWithBody(outcome), connectionReusable, null);
    }

    /** The caller does not want the rest of the response. */
    public void abandoned() {
        end(Outcome.ABORTED, false, null);
    }

    @Override
    public Throwable bodyFailed(Throwable failure) {
        failed(classify(failure), failure);
        return causeOf(failure);
    }

    /** No response arrived, or none that the SDK may see. Returns true for the first report of the end. */
    boolean failed(Outcome how, Throwable failure) {
        if (how == Outcome.ABORTED && !isInBody()) {
            node().stats().abandonedUnanswered(start());
        }
        return end(how, how.isRefusal(), failure);
    }

    Outcome classify(Throwable failure) {
        Outcome known = call.isClosed() ? Outcome.ABORTED : outcomeOf(failure);
        return known == Outcome.RESET && !isInBody() ? node().stats().resets().outcomeOfNext(call.now()) : known;
    }

    private boolean end(Outcome how, boolean reusable, @Nullable Throwable failure) {
        return call.close(this, how, reusable, how.avoidedByRetries(), failure);
    }

    int stripe() {
        return stripe;
    }

    @Override
    protected boolean mayUse(Transport client) {
        Transport open = transport;
        return open == null || open == client;
    }

    @Override
    protected boolean isRead() {
        return call.isRead();
    }

    @Override
    public long expectedNanos() {
        return node().stats().headersNanos();
    }

    @Override
    public boolean isInFlight() {
        return call.isInFlight(this);
    }

    @Override
    public boolean awaitsHedge() {
        return call.awaitsHedge();
    }

    @Override
    public void hedge() {
        call.hedge(this);
    }

    /** Not a failure of the node, but its age is a lower bound of the latency. */
    @Override
    public void lost() {
        superseded = true;
        long now = call.now();
        IOException cause = new IOException("another node answered first");
        if (call.close(this, Outcome.ABORTED, false, false, cause)) {
            node().stats().cancelledUnanswered(start(), now);
        }
        cancel(cause, Runnable::run);
    }

    @Override
    public void callerCancelled() {
        superseded = true;
        IOException cause = new CallAbortedException();
        failed(Outcome.ABORTED, cause);
        cancel(cause, Runnable::run);
    }

    @Override
    public void discard() {
        call.close(this, Outcome.ABORTED, true, false, null);
    }
}
