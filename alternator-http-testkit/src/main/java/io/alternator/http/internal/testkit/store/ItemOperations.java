package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.expression.Condition;
import io.alternator.http.internal.testkit.expression.ExpressionParser;
import io.alternator.http.internal.testkit.expression.Placeholders;
import io.alternator.http.internal.testkit.expression.Update;
import io.alternator.http.internal.testkit.value.RequestException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations on one item. */
final class ItemOperations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectNode NO_ITEM = JSON.objectNode(); // never changed
    private static final String NOTHING = "NONE";
    private static final String ALL_OLD = "ALL_OLD";

    private final Tables tables;

    ItemOperations(Tables tables) {
        this.tables = tables;
    }

    ObjectNode get(Parameters request) {
        Table table = tables.of(request);
        StoredItem item = table.get(table.schema().keyOnly(request.attributes("Key")));
        ObjectNode reply = JSON.objectNode();
        return item == null ? reply : reply.set("Item", item.attributes());
    }

    ObjectNode put(Parameters request) {
        Table table = tables.of(request);
        String returnValues = request.choice("ReturnValues", List.of(NOTHING, ALL_OLD));
        ObjectNode item = request.attributes("Item");
        StoredItem stored = new StoredItem(item);
        Guard guard = guard(request);
        Table.Change change = table.change(table.schema().keyOf(item), before -> {
            guard.check(before);
            return stored;
        });
        return reply(returnValues, change, Set.of());
    }

    ObjectNode delete(Parameters request) {
        Table table = tables.of(request);
        String returnValues = request.choice("ReturnValues", List.of(NOTHING, ALL_OLD));
        Guard guard = guard(request);
        Table.Change change = table.change(table.schema().keyOnly(request.attributes("Key")), before -> {
            guard.check(before);
            return null;
        });
        return reply(returnValues, change, Set.of());
    }

    ObjectNode update(Parameters request) {
        Table table = tables.of(request);
        String returnValues =
                request.choice("ReturnValues", List.of(NOTHING, ALL_OLD, "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"));
        ObjectNode key = request.attributes("Key");
        Placeholders placeholders = new Placeholders(request.json());
        Update update = request.text("UpdateExpression")
                .map(text -> ExpressionParser.update("UpdateExpression", text, placeholders))
                .orElse(Update.NONE);
        Guard guard = guard(request, placeholders);
        requireNoKey(table.schema(), update);
        Table.Change change = table.change(table.schema().keyOnly(key), before -> {
            guard.check(before);
            ObjectNode item = JSON.objectNode();
            item.setAll(before == null ? key : before.attributes());
            update.applyTo(item);
            return new StoredItem(item);
        });
        return reply(returnValues, change, update.attributes());
    }

    private static void requireNoKey(TableSchema schema, Update update) {
        update.attributes().stream().filter(schema::isKey).findFirst().ifPresent(attribute -> {
            throw RequestException.invalid("One or more parameter values were invalid: Cannot update attribute "
                    + attribute + ". This attribute is part of the key");
        });
    }

    /** The condition of a write, and whether the answer to a failed one has the item. */
    private record Guard(Condition condition, boolean returnsItem) {
        void check(@Nullable StoredItem before) {
            if (!condition.holds(before == null ? NO_ITEM : before.attributes())) {
                throw RequestException.conditionFailed(returnsItem && before != null ? before.attributes() : null);
            }
        }
    }

    private static Guard guard(Parameters request) {
        return guard(request, new Placeholders(request.json()));
    }

    private static Guard guard(Parameters request, Placeholders placeholders) {
        String onFailure = request.choice("ReturnValuesOnConditionCheckFailure", List.of(NOTHING, ALL_OLD));
        Guard guard = new Guard(request.condition("ConditionExpression", placeholders), onFailure.equals(ALL_OLD));
        placeholders.requireAllUsed();
        return guard;
    }

    private static ObjectNode reply(String returnValues, Table.Change change, Collection<String> updated) {
        StoredItem item = returnValues.endsWith("OLD") ? change.before() : change.after();
        ObjectNode reply = JSON.objectNode();
        if (returnValues.equals(NOTHING) || item == null) {
            return reply;
        }
        ObjectNode attributes = item.attributes();
        ObjectNode returned =
                returnValues.startsWith("UPDATED") ? attributes.deepCopy().retain(updated) : attributes;
        return returned.isEmpty() ? reply : reply.set("Attributes", returned);
    }
}
