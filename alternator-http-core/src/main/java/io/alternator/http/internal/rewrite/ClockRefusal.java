package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A node's refusal of a signature whose time differs from the node's clock. Alternator allows 15 minutes. From a difference of 4
 * minutes on, the SDK adopts the clock of the node that refused, for all further requests of the client.
 */
public final class ClockRefusal {
    /** Clocks that differ by less count as one: the SDK does not adopt them. */
    static final Duration TOLERANCE = Duration.ofMinutes(4);

    private static final DateTimeFormatter SIGNING_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    private final Instant nodeTime;
    private final Duration offset;

    private ClockRefusal(Instant nodeTime, Duration offset) {
        this.nodeTime = nodeTime;
        this.offset = offset;
    }

    /**
     * The refusal that a refused signature is, if the response's {@code Date} differs from the request's signing time; null if it
     * does not.
     */
    public static @Nullable ClockRefusal of(SdkHttpRequest request, SdkHttpResponse headers) {
        Instant signed = time(request.firstMatchingHeader("X-Amz-Date"), SIGNING_TIME);
        Instant node = time(headers.firstMatchingHeader("Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        if (signed == null || node == null) {
            return null;
        }
        Duration offset = Duration.between(signed, node);
        return offset.abs().compareTo(TOLERANCE) > 0 ? new ClockRefusal(node, offset) : null;
    }

    /** What the node's clock showed, to the second. */
    Instant nodeTime() {
        return nodeTime;
    }

    /** By how much the node's clock is ahead of the clock that the request was signed with; negative if it is behind. */
    Duration offset() {
        return offset;
    }

    /** The failure to report in place of the response. */
    public ClockSkewException asFailure(Node node) {
        return new ClockSkewException(node + " refused the signature: its clock is " + inWords());
    }

    /** Such as "20 minutes ahead of the SDK's". */
    String inWords() {
        return offset.abs().toMinutes() + " minutes " + (offset.isNegative() ? "behind" : "ahead of") + " the SDK's";
    }

    private static @Nullable Instant time(Optional<String> header, DateTimeFormatter format) {
        try {
            return header.map(text -> Instant.from(format.parse(text))).orElse(null);
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
