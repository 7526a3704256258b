package io.alternator.http.internal.call;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.compression.GzipDecoder;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.keys.SchemaReader;
import io.alternator.http.internal.rewrite.ClockRefusal;
import io.alternator.http.internal.rewrite.ErrorBody;
import io.alternator.http.internal.rewrite.JsonEnd;
import io.alternator.http.internal.rewrite.ResponseDecoding;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What the body of an attempt's response reveals: read ahead before the headers are reported, and read along afterwards. */
abstract class InspectedRequest extends CancellableRequest {
    private final @Nullable SchemaReader schema;
    private @Nullable ErrorBody error;
    private @Nullable JsonEnd end;
    private @Nullable GzipDecoder decoder;

    InspectedRequest(ClusterNode node, @Nullable SchemaReader schema, long start) {
        super(node, start);
        this.schema = schema;
    }

    /** The request as it goes to the node. */
    public abstract SdkHttpRequest request();

    /**
     * True if only the body tells whether the node executed the request. The shell holds these headers back: it reports the
     * beginning of the body by {@link #readAhead} first.
     */
    public final boolean mayBeRefused(SdkHttpResponse headers) {
        error = ErrorBody.of(request(), headers, node().health().mayBeOtherServer());
        return error != null;
    }

    /**
     * A part of the body of a response that is held back; the buffer's position does not move. A refusal is read to its end, so
     * that its connection can be used again.
     *
     * @return true if no further part is needed; at the body's end none is needed either
     */
    public final boolean readAhead(ByteBuffer part) {
        ErrorBody body = heldBack();
        body.add(part);
        return body.isFull()
                || (body.hasType()
                        && (!body.isRefusal()
                                || (body.isThrottled()
                                        && node().stats().resets().closesAfterRefusal())));
    }

    /** True if the node did not execute the request and another may, as far as the body was read. Then ask {@link Call#refused}. */
    public final boolean isRefused() {
        return error != null && error.isRefusal();
    }

    /** What a refusal says about the node. */
    final Outcome refusal() {
        return heldBack().refusal();
    }

    /** True if the node refused the request for overload, which the SDK may see. */
    public final boolean isThrottled() {
        return error != null && error.isThrottled();
    }

    /** The refusal of a signature by a clock that differs from the SDK's; null if the refusal has another reason. */
    final @Nullable ClockRefusal clockRefusal() {
        return heldBack().clockRefusal();
    }

    private ErrorBody heldBack() {
        return Objects.requireNonNull(error, "the response is not held back");
    }

    /**
     * From now on the body is read along, if it may tell a table's key, or if only that shows whether it is truncated; and decoded if
     * it has to be.
     */
    final void inspectBody(SdkHttpResponse headers, boolean clientDetectsTruncation) {
        end = clientDetectsTruncation ? null : JsonEnd.of(request(), headers);
        decoder = ResponseDecoding.of(request(), headers);
        if (schema != null) {
            schema.responded(delivered(headers));
        }
    }

    /** True if the body is compressed and the SDK is to get what {@link #decode} returns. */
    public final boolean decodesBody() {
        return decoder != null;
    }

    /** The response's headers as the SDK gets them. */
    public final SdkHttpResponse delivered(SdkHttpResponse headers) {
        return decodesBody() ? ResponseDecoding.decoded(headers) : headers;
    }

    /**
     * Decodes a part of the body; the buffer's position does not move.
     *
     * @return what to pass on, which may be empty
     * @throws IOException if the body is corrupt
     */
    public final ByteBuffer decode(ByteBuffer part) throws IOException {
        return decoder().decode(part);
    }

    /**
     * The body that is decoded ended.
     *
     * @throws EOFException if it is truncated
     */
    public final void endDecoding() throws EOFException {
        boolean complete = decoder().isComplete();
        stopDecoding();
        if (!complete) {
            throw new EOFException("the gzip body ended too early");
        }
    }

    /** Nothing more will be decoded. Without this call, the garbage collector frees the decoder's native memory. */
    public final void stopDecoding() {
        decoder().close();
    }

    private GzipDecoder decoder() {
        return Objects.requireNonNull(decoder, "the body is not decoded");
    }

    /** Reads along in the body. */
    public final void inspect(byte[] part, int offset, int count) {
        if (end != null || schema != null) {
            inspect(ByteBuffer.wrap(part, offset, count));
        }
    }

    /** Reads along in the body; the buffer's position does not move. */
    public final void inspect(ByteBuffer part) {
        if (end != null) {
            end.add(part);
        }
        if (schema != null) {
            schema.add(part);
        }
    }

    /** The body was read to its end, or as far as the caller wants it. */
    final void bodyRead() {
        if (schema != null) {
            schema.finished();
        }
    }

    /** False if the body, read to its end, is truncated. */
    public final boolean isBodyComplete() {
        return end == null || end.isComplete();
    }

    /** The response's outcome, given the one that its status alone tells. */
    final Outcome outcomeWithBody(Outcome ofStatus) {
        return error == null ? ofStatus : error.outcome();
    }
}
