package io.alternator.http.internal.call;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.rewrite.ClockRefusal;
import io.alternator.http.internal.rewrite.ErrorBody;
import io.alternator.http.internal.rewrite.JsonEnd;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What the body of an attempt's response reveals: read ahead before the headers are reported, and read along afterwards. */
abstract class InspectedRequest extends CancellableRequest {
    private @Nullable SdkHttpResponse held;
    private @Nullable ErrorBody ahead;
    private @Nullable JsonEnd end;

    InspectedRequest(ClusterNode node, long start) {
        super(node, start);
    }

    /** The request as it goes to the node. */
    public abstract SdkHttpRequest request();

    /**
     * True if only the body tells whether the node executed the request. The shell holds these headers back: it reports the
     * beginning of the body by {@link #readAhead} first.
     */
    public final boolean mayBeRefused(SdkHttpResponse headers) {
        held = headers;
        ahead = ErrorBody.of(headers);
        return ahead != null;
    }

    /**
     * A part of the body of a response that is held back; the buffer's position does not move. A refusal is read to its end, so
     * that its connection can be used again.
     *
     * @return true if no further part is needed; at the body's end none is needed either
     */
    public final boolean readAhead(ByteBuffer part) {
        ErrorBody body = Objects.requireNonNull(ahead, "the response is not held back");
        body.add(part);
        return body.isFull()
                || (body.hasType()
                        && (!isRefused() || (isThrottled() && node().stats().closesAfterRefusal())));
    }

    /**
     * True if the node did not execute the request and another may, as far as the body was read: it is overloaded, or the times of
     * the signature and of the node differ. Then ask {@link Call#refused}.
     */
    public final boolean isRefused() {
        return isThrottled() || clockRefusal() != null;
    }

    /** True if the node refused the request for overload, which the SDK may see. */
    public final boolean isThrottled() {
        return ahead != null && ahead.isThrottled();
    }

    /** The refusal of a signature by a clock that differs from the SDK's; null if the response is none. */
    final @Nullable ClockRefusal clockRefusal() {
        return ahead != null && ahead.isOfSignature()
                ? ClockRefusal.of(request(), Objects.requireNonNull(held, "set with the body"))
                : null;
    }

    /** From now on the body is read along, if only that shows whether it is truncated. */
    final void inspectBody(SdkHttpResponse headers, boolean clientDetectsTruncation) {
        end = clientDetectsTruncation ? null : JsonEnd.of(headers);
    }

    /** Reads along in the body. */
    public final void inspect(byte[] part, int offset, int count) {
        if (end != null) {
            end.add(ByteBuffer.wrap(part, offset, count));
        }
    }

    /** Reads along in the body; the buffer's position does not move. */
    public final void inspect(ByteBuffer part) {
        if (end != null) {
            end.add(part);
        }
    }

    /** False if the body, read to its end, is truncated. */
    public final boolean isBodyComplete() {
        return end == null || end.isComplete();
    }

    /** The response's outcome, given the one that its status alone tells. */
    final Outcome outcomeWithBody(Outcome ofStatus) {
        return ahead == null ? ofStatus : ahead.outcome();
    }
}
