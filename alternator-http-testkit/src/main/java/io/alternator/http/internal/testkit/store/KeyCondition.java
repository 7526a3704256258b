package io.alternator.http.internal.testkit.store;

import io.alternator.http.internal.testkit.expression.Comparison;
import io.alternator.http.internal.testkit.expression.Condition;
import io.alternator.http.internal.testkit.expression.Operand;
import io.alternator.http.internal.testkit.value.RequestException;
import io.alternator.http.internal.testkit.value.Scalar;
import java.util.Optional;

/**
 * What a Query asks for.
 *
 * @param hash the partition
 * @param range what has to be true of the range key
 */
record KeyCondition(Scalar hash, Condition range) {

    /**
     * Divides {@code hash = :v}, or that AND a condition on the range key.
     *
     * @throws RequestException if it is something else
     */
    static KeyCondition of(Condition condition, TableSchema schema) {
        if (condition instanceof Condition.And and) {
            Optional<Scalar> first = hash(and.left(), schema);
            Optional<Scalar> second = hash(and.right(), schema);
            return first.isPresent()
                    ? new KeyCondition(first.get(), requireRange(and.right(), schema))
                    : new KeyCondition(second.orElseThrow(KeyCondition::unsupported), requireRange(and.left(), schema));
        }
        return new KeyCondition(hash(condition, schema).orElseThrow(KeyCondition::unsupported), Condition.NONE);
    }

    private static Optional<Scalar> hash(Condition condition, TableSchema schema) {
        return condition instanceof Condition.Compared compared
                        && compared.comparison() == Comparison.EQUAL
                        && isAttribute(compared.left(), schema.hash().name())
                        && compared.right() instanceof Operand.Literal literal
                ? Optional.of(schema.hash().scalar(literal.value()))
                : Optional.empty();
    }

    /** Returns the condition if it is one that selects a continuous part of the partition. */
    private static Condition requireRange(Condition condition, TableSchema schema) {
        KeyAttribute range = schema.range().orElseThrow(KeyCondition::unsupported);
        if (condition instanceof Condition.Compared compared && compared.comparison() != Comparison.NOT_EQUAL) {
            requireComparable(range, compared.left(), compared.right());
        } else if (condition instanceof Condition.Between between) {
            requireComparable(range, between.operand(), between.low());
            requireComparable(range, between.operand(), between.high());
        } else if (condition instanceof Condition.BeginsWith begins) {
            requireComparable(range, begins.operand(), begins.prefix());
        } else {
            throw unsupported();
        }
        return condition;
    }

    private static void requireComparable(KeyAttribute range, Operand left, Operand right) {
        if (!isAttribute(left, range.name()) || !(right instanceof Operand.Literal literal)) {
            throw unsupported();
        }
        range.scalar(literal.value());
    }

    private static boolean isAttribute(Operand operand, String name) {
        return operand instanceof Operand.Attribute attribute
                && attribute.name().equals(name);
    }

    private static RequestException unsupported() {
        return RequestException.invalid(
                "KeyConditionExpression: use hash = :v, or hash = :v AND one condition on the range"
                        + " key with =, <, <=, >, >=, BETWEEN or begins_with");
    }
}
