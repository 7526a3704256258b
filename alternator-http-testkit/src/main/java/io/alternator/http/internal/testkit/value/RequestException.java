package io.alternator.http.internal.testkit.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request that is refused. It has no stack trace, as it is an answer like any other. */
public final class RequestException extends RuntimeException {
    private final String type;
    private final transient @Nullable ObjectNode item;

    private RequestException(String type, String message, @Nullable ObjectNode item) {
        super(message, null, false, false);
        this.type = type;
        this.item = item;
    }

    /** A refusal of this type, in its short form such as {@code ResourceNotFoundException}. */
    public static RequestException of(String type, String message) {
        return new RequestException(type, message, null);
    }

    /** The request is not valid. */
    public static RequestException invalid(String message) {
        return of("ValidationException", message);
    }

    /** The request may be valid, but the store does not support this part of it. */
    public static RequestException unsupported(String what) {
        return invalid("The testkit's embedded store does not support " + what
                + "; put the nodes in front of a full server with AlternatorTestCluster.builder().backend(URI)");
    }

    /** The condition is false; {@code item} is what the request asked to get in that case, if anything. */
    public static RequestException conditionFailed(@Nullable ObjectNode item) {
        return new RequestException("ConditionalCheckFailedException", "The conditional request failed", item);
    }

    /** The short name of the type. */
    public String type() {
        return type;
    }

    /** The item for the {@code Item} of the answer, or null. */
    public @Nullable ObjectNode item() {
        return item;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
