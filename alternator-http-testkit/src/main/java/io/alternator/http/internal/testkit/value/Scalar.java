package io.alternator.http.internal.testkit.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A string, number or binary value, with DynamoDB's order: strings by their UTF-8 bytes, binary values by unsigned bytes. Keys
 * are made of these. Immutable.
 */
public final class Scalar implements Comparable<Scalar> {
    private static final byte[] NO_BYTES = {};

    private final String type;
    private final BigDecimal number; // 0 unless it is a number
    private final byte[] bytes; // empty if it is one

    private Scalar(String type, BigDecimal number, byte[] bytes) {
        this.type = type;
        this.number = number;
        this.bytes = bytes;
    }

    /** This canonical value, or empty if it is of a type without an order. */
    public static Optional<Scalar> of(JsonNode value) {
        String type = AttributeValues.type(value);
        String text = value.path(type).asText();
        return switch (type) {
            case "S" -> Optional.of(new Scalar(type, BigDecimal.ZERO, text.getBytes(StandardCharsets.UTF_8)));
            case "N" -> Optional.of(new Scalar(type, new BigDecimal(text).stripTrailingZeros(), NO_BYTES));
            case "B" ->
                Optional.of(
                        new Scalar(type, BigDecimal.ZERO, Base64.getDecoder().decode(text)));
            default -> Optional.empty();
        };
    }

    /** {@code S}, {@code N} or {@code B}. */
    public String type() {
        return type;
    }

    /** True if it has no characters or bytes. */
    public boolean isEmpty() {
        return bytes.length == 0 && !type.equals("N");
    }

    /** True if both are of one type and this begins with that. Numbers never do. */
    public boolean startsWith(Scalar prefix) {
        return type.equals(prefix.type)
                && !type.equals("N")
                && prefix.bytes.length <= bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    /** Values of different types are ordered by type, so that this is consistent with equals. */
    @Override
    public int compareTo(Scalar other) {
        int types = type.compareTo(other.type);
        if (types != 0) {
            return types;
        }
        int numbers = number.compareTo(other.number);
        return numbers == 0 ? Arrays.compareUnsigned(bytes, other.bytes) : numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar scalar && compareTo(scalar) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + number.hashCode();
    }
}
