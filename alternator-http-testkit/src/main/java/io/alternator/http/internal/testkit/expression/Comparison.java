package io.alternator.http.internal.testkit.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternator.http.internal.testkit.value.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An operator between two canonical values. A missing value equals nothing; values of two types are not ordered. */
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    private static final Map<String, Comparison> BY_SIGN =
            Map.of("=", EQUAL, "<>", NOT_EQUAL, "<", LESS, "<=", LESS_OR_EQUAL, ">", GREATER, ">=", GREATER_OR_EQUAL);

    static Optional<Comparison> of(String sign) {
        return Optional.ofNullable(BY_SIGN.get(sign));
    }

    boolean holds(@Nullable JsonNode left, @Nullable JsonNode right) {
        return switch (this) {
            case EQUAL -> left != null && left.equals(right);
            case NOT_EQUAL -> left == null || !left.equals(right);
            case LESS -> isOrdered(left, right, order -> order < 0);
            case LESS_OR_EQUAL -> isOrdered(left, right, order -> order <= 0);
            case GREATER -> isOrdered(left, right, order -> order > 0);
            case GREATER_OR_EQUAL -> isOrdered(left, right, order -> order >= 0);
        };
    }

    private static boolean isOrdered(@Nullable JsonNode left, @Nullable JsonNode right, IntPredicate order) {
        Optional<Scalar> first = Optional.ofNullable(left).flatMap(Scalar::of);
        Optional<Scalar> second = Optional.ofNullable(right).flatMap(Scalar::of);
        return first.isPresent()
                && second.isPresent()
                && first.get().type().equals(second.get().type())
                && order.test(first.get().compareTo(second.get()));
    }
}
