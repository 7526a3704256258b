package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.RequestException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The tables by name, and the operations on tables. */
final class Tables {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final int MAX_NAMES = 100;
    private static final double MILLIS_PER_SECOND = 1000;

    private final ConcurrentNavigableMap<String, Table> tables = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    Tables(InstantSource clock) {
        this.clock = clock;
    }

    /** The table that this request names. */
    Table of(Parameters request) {
        return named(request.requiredText("TableName"));
    }

    /** The table of this name. */
    Table named(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw notFound(name);
        }
        return table;
    }

    ObjectNode create(Parameters request) {
        String name = request.requiredText("TableName");
        if (!NAME.matcher(name).matches()) {
            throw RequestException.invalid("TableName: '" + name + "' does not match " + NAME.pattern());
        }
        String billing = request.choice("BillingMode", List.of("PROVISIONED", "PAY_PER_REQUEST"));
        TableSchema schema = TableSchema.of(request.list("KeySchema"), request.list("AttributeDefinitions"));
        ObjectNode description = JSON.objectNode()
                .put("TableName", name)
                .put("TableArn", "arn:aws:dynamodb:us-east-1:000000000000:table/" + name)
                .put("TableId", UUID.randomUUID().toString())
                .put("CreationDateTime", clock.millis() / MILLIS_PER_SECOND);
        description.set("KeySchema", request.list("KeySchema"));
        description.set("AttributeDefinitions", request.list("AttributeDefinitions"));
        description.putObject("BillingModeSummary").put("BillingMode", billing);
        Parameters throughput = request.part("ProvisionedThroughput");
        ObjectNode describedThroughput =
                description.putObject("ProvisionedThroughput").put("NumberOfDecreasesToday", 0);
        for (String units : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
            describedThroughput.put(units, throughput.count(units).orElse(0));
        }
        Table table = new Table(schema, description);
        if (tables.putIfAbsent(name, table) != null) {
            throw RequestException.of("ResourceInUseException", "Table already exists: " + name);
        }
        return described("TableDescription", table, "ACTIVE");
    }

    ObjectNode describe(Parameters request) {
        return described("Table", of(request), "ACTIVE");
    }

    ObjectNode delete(Parameters request) {
        String name = request.requiredText("TableName");
        Table table = tables.remove(name);
        if (table == null) {
            throw notFound(name);
        }
        return described("TableDescription", table, "DELETING");
    }

    ObjectNode list(Parameters request) {
        int limit = request.count("Limit").orElse(MAX_NAMES);
        Map<String, Table> rest = request.text("ExclusiveStartTableName")
                .map(start -> tables.tailMap(start, false))
                .orElse(tables);
        ObjectNode reply = JSON.objectNode();
        ArrayNode names = reply.putArray("TableNames");
        for (String name : rest.keySet()) {
            if (names.size() == limit) {
                reply.set("LastEvaluatedTableName", names.get(limit - 1));
                break;
            }
            names.add(name);
        }
        return reply;
    }

    private static ObjectNode described(String name, Table table, String status) {
        return JSON.objectNode().set(name, table.description(status));
    }

    private static RequestException notFound(String table) {
        return RequestException.of(
                "ResourceNotFoundException", "Requested resource not found: Table: " + table + " not found");
    }
}
