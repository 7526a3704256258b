package io.alternator.http.internal.rewrite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alternator.http.internal.compression.GzipDecoder;
import io.alternator.http.internal.health.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Copies the first kilobyte of a body that may say that the request was not executed. An overloaded Alternator refuses requests with 400
 * too, and so does one with a wrong clock; only the error type in the body distinguishes that from an invalid request. And a list may
 * name another server, whose errors have no such type. Used by one thread at a time.
 */
public final class ErrorBody {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String DYNAMODB_TYPE = "application/x-amz-json-";
    private static final int MAX_BYTES = 1024;
    private static final Set<String> OF_SIGNATURE =
            Set.of("InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired");
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] bytes = new byte[MAX_BYTES];
    private final SdkHttpRequest request;
    private final SdkHttpResponse headers;
    private final boolean mayBeForeign;
    private final @Nullable GzipDecoder decoder;
    private int length;
    private String type = "";

    private ErrorBody(SdkHttpRequest request, SdkHttpResponse headers, boolean mayBeForeign) {
        this.request = request;
        this.headers = headers;
        this.mayBeForeign = mayBeForeign;
        this.decoder = ResponseDecoding.of(request, headers);
    }

    /**
     * For a response whose body may say that the request was not executed; null for all others. Nothing is read yet.
     *
     * @param request as the node got it
     * @param mayBeForeign true if the server that responds may not be a node
     */
    public static @Nullable ErrorBody of(SdkHttpRequest request, SdkHttpResponse headers, boolean mayBeForeign) {
        return headers.statusCode() == BAD_REQUEST || (mayBeForeign && isUnlikeANode(headers))
                ? new ErrorBody(request, headers, mayBeForeign)
                : null;
    }

    /** A node redirects nobody, and sends no text. Errors for too much (413, 429) are anybody's. */
    private static boolean isUnlikeANode(SdkHttpResponse headers) {
        return switch (headers.statusCode() / 100) {
            case 2 -> headers.firstMatchingHeader(CONTENT_TYPE).orElse("").startsWith("text/");
            case 3 -> true;
            case 4 -> headers.statusCode() != TOO_LARGE && headers.statusCode() != TOO_MANY;
            default -> false;
        };
    }

    /** True if the headers are those of a request that was executed by a server of DynamoDB's API. */
    public static boolean isSuccessOfDynamoDb(SdkHttpResponse headers) {
        return headers.isSuccessful()
                && headers.firstMatchingHeader(CONTENT_TYPE).orElse("").startsWith(DYNAMODB_TYPE);
    }

    /** Reads the next part; the buffer's position does not move. */
    public void add(ByteBuffer part) {
        ByteBuffer plain = decoder == null ? part.duplicate() : decoded(decoder, part);
        int count = Math.min(plain.remaining(), MAX_BYTES - length);
        plain.get(bytes, length, count);
        length += count;
    }

    /** Nothing from a corrupt part: it is decoded again when the body is passed on, and fails then. */
    private static ByteBuffer decoded(GzipDecoder decoder, ByteBuffer part) {
        try {
            return decoder.decode(part);
        } catch (IOException corrupt) {
            return ByteBuffer.allocate(0);
        }
    }

    /** True if nothing more is copied. */
    public boolean isFull() {
        return length == MAX_BYTES;
    }

    /** True if the error type was read. */
    public boolean hasType() {
        return !type().isEmpty();
    }

    /**
     * True if the request was not executed and another node may execute it, as far as the body was read: the node is overloaded, its
     * clock and the signature's time differ, or it is no node.
     */
    public boolean isRefusal() {
        return isThrottled() || isForeign() || clockRefusal() != null;
    }

    /** What a refusal says about the node. */
    public Outcome refusal() {
        return clockRefusal() != null ? Outcome.CLOCK_SKEW : outcome();
    }

    /** True if another server responded in a node's place, as far as the body was read. */
    private boolean isForeign() {
        return mayBeForeign && !hasType();
    }

    /** True if the node was overloaded ({@code RequestLimitExceeded}) and did not execute the request. */
    public boolean isThrottled() {
        return type().equals("RequestLimitExceeded");
    }

    /** The refusal of a signature by a clock that differs from the SDK's; null if the response is none. */
    public @Nullable ClockRefusal clockRefusal() {
        return OF_SIGNATURE.contains(type()) ? ClockRefusal.of(request, headers) : null;
    }

    /** What the response is if the SDK gets it: {@code THROTTLED}, or else {@code CLIENT_ERROR}. */
    public Outcome outcome() {
        return isThrottled() ? Outcome.THROTTLED : Outcome.CLIENT_ERROR;
    }

    /** The error's short name, such as {@code ValidationException}; empty if the body has none. */
    private String type() {
        if (type.isEmpty()) {
            String full = fullType();
            type = full == null ? "" : full.substring(full.indexOf('#') + 1);
        }
        return type;
    }

    private @Nullable String fullType() {
        try (JsonParser parser = JSON.createParser(bytes, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isType = parser.currentName().equals("__type");
                parser.nextToken();
                if (isType) {
                    return parser.getValueAsString();
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
