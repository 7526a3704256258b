package io.alternator.http.internal.testkit.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.RequestException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small DynamoDB in memory: tables with a HASH and a RANGE key, and the operations of {@link #operations}. An operation, a
 * parameter or a part of an expression that it does not know is refused with a {@code ValidationException} that says so; nothing
 * is ignored but what has no effect here: billing, tags, and reports of consumed capacity.
 *
 * <p>Thread-safe. Reads and writes of one item are linearizable, conditions included, and every read is consistent.
 */
public final class EmbeddedStore {
    private static final String ERROR_TYPE_PREFIX = "com.amazonaws.dynamodb.v20120810#";
    private static final Set<String> READ = Set.of("TableName", "ConsistentRead", "ReturnConsumedCapacity");
    private static final Set<String> PAGE = plus(READ, "Limit", "ExclusiveStartKey");
    private static final Set<String> WRITE = Set.of(
            "TableName",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Operation> operations;

    private record Operation(Set<String> parameters, Function<Parameters, ObjectNode> action) {}

    /**
     * The body of an answer.
     *
     * @param status 200, or 400 for an error
     */
    public record Reply(int status, String body) {}

    /** A store without tables; {@code clock} tells when one is created. */
    public EmbeddedStore(InstantSource clock) {
        Tables tables = new Tables(clock);
        this.operations =
                operations(tables, new ItemOperations(tables), new BatchOperations(tables), new PageOperations(tables));
    }

    private static Map<String, Operation> operations(
            Tables tables, ItemOperations items, BatchOperations batches, PageOperations pages) {
        Set<String> table = Set.of("TableName");
        Set<String> batch = Set.of("RequestItems", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics");
        Set<String> creation =
                plus(table, "KeySchema", "AttributeDefinitions", "BillingMode", "ProvisionedThroughput", "Tags");
        Set<String> query = plus(
                PAGE,
                "KeyConditionExpression",
                "ScanIndexForward",
                "ExpressionAttributeNames",
                "ExpressionAttributeValues");
        return Map.ofEntries(
                Map.entry("CreateTable", new Operation(creation, tables::create)),
                Map.entry("DescribeTable", new Operation(table, tables::describe)),
                Map.entry("ListTables", new Operation(Set.of("Limit", "ExclusiveStartTableName"), tables::list)),
                Map.entry("DeleteTable", new Operation(table, tables::delete)),
                Map.entry("GetItem", new Operation(plus(READ, "Key"), items::get)),
                Map.entry("PutItem", new Operation(plus(WRITE, "Item"), items::put)),
                Map.entry("DeleteItem", new Operation(plus(WRITE, "Key"), items::delete)),
                Map.entry("UpdateItem", new Operation(plus(WRITE, "Key", "UpdateExpression"), items::update)),
                Map.entry("BatchGetItem", new Operation(batch, batches::get)),
                Map.entry("BatchWriteItem", new Operation(batch, batches::write)),
                Map.entry("Query", new Operation(query, pages::query)),
                Map.entry("Scan", new Operation(PAGE, pages::scan)));
    }

    private static Set<String> plus(Set<String> parameters, String... more) {
        return Stream.concat(parameters.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** Answers one request. */
    public Reply execute(String operation, String body) {
        try {
            Operation known = Optional.ofNullable(operations.get(operation))
                    .orElseThrow(() -> RequestException.unsupported("the operation " + operation));
            Parameters request = new Parameters(parse(body));
            request.requireOnly(known.parameters(), operation);
            return new Reply(200, known.action().apply(request).toString());
        } catch (RequestException e) {
            return new Reply(400, error(e).toString());
        }
    }

    private JsonNode parse(String body) {
        try {
            JsonNode request = json.readTree(body);
            if (request instanceof ObjectNode) {
                return request;
            }
        } catch (JsonProcessingException e) {
            // answered like any other text that is not an object
        }
        throw RequestException.of("SerializationException", "The request's body is not a JSON object");
    }

    private ObjectNode error(RequestException refusal) {
        ObjectNode error = json.createObjectNode()
                .put("__type", ERROR_TYPE_PREFIX + refusal.type())
                .put("message", refusal.getMessage());
        ObjectNode item = refusal.item();
        return item == null ? error : error.set("Item", item);
    }
}
