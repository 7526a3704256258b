package io.alternator.http.examples.springboot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.testkit.CannedReplies;
import io.alternator.http.testkit.CannedReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An in-memory table that all nodes of the test cluster share, with the two operations that the application uses. */
final class InMemoryItems implements CannedReplies {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, JsonNode> items = new ConcurrentHashMap<>();

    @Override
    public CannedReply reply(String operation, String body) {
        JsonNode request = parse(body);
        return switch (operation) {
            case "PutItem" -> put(request.get("Item"));
            case "GetItem" -> get(request.at("/Key/id/S").asText());
            default -> CannedReply.error(400, "UnknownOperationException", operation);
        };
    }

    private CannedReply put(JsonNode item) {
        items.put(item.at("/id/S").asText(), item);
        return CannedReply.ok("{}");
    }

    private CannedReply get(String id) {
        JsonNode item = items.get(id);
        return CannedReply.ok(item == null ? "{}" : "{\"Item\":" + item + "}");
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
