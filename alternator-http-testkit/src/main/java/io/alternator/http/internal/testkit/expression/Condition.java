package io.alternator.http.internal.testkit.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternator.http.internal.testkit.value.Scalar;
import java.util.Optional;

/** What has to be true of an item. An item that does not exist has no attributes. */
public sealed interface Condition {
    /** No condition. */
    Condition NONE = new All();

    /** Whether it is true of this item. */
    boolean holds(JsonNode item);

    /** True of every item. */
    record All() implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return true;
        }
    }

    /** Both. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return left.holds(item) && right.holds(item);
        }
    }

    /** Either, or both. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return left.holds(item) || right.holds(item);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return !condition.holds(item);
        }
    }

    /** The item has this attribute. */
    record Exists(String attribute) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return item.has(attribute);
        }
    }

    /** Two operands compare like this. */
    record Compared(Operand left, Comparison comparison, Operand right) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return comparison.holds(left.in(item), right.in(item));
        }
    }

    /** The operand is not outside of these bounds. */
    record Between(Operand operand, Operand low, Operand high) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            return Comparison.GREATER_OR_EQUAL.holds(operand.in(item), low.in(item))
                    && Comparison.LESS_OR_EQUAL.holds(operand.in(item), high.in(item));
        }
    }

    /** The operand, a string or binary value, begins with this prefix. */
    record BeginsWith(Operand operand, Operand prefix) implements Condition {
        @Override
        public boolean holds(JsonNode item) {
            Optional<Scalar> value = Optional.ofNullable(operand.in(item)).flatMap(Scalar::of);
            Optional<Scalar> start = Optional.ofNullable(prefix.in(item)).flatMap(Scalar::of);
            return value.isPresent() && start.isPresent() && value.get().startsWith(start.get());
        }
    }
}
