package io.alternator.http.internal.nodelist;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.settings.LogText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Parses the body of {@code GET /localnodes}: a JSON array of addresses without ports. An invalid entry is skipped alone. */
public final class NodeListParser {
    private static final int MAX_NODES = 4096;
    private static final JsonFactory JSON = new JsonFactory();

    private final int port;
    private final Set<NodeAddress> nodes = new LinkedHashSet<>();
    private final List<String> skipped = new ArrayList<>();
    private int excess;

    private NodeListParser(int port) {
        this.port = port;
    }

    /**
     * Parses a body. Never throws: a body that is not a list is {@link NodeListResult.Malformed}.
     *
     * @param port of all nodes; the list has none
     */
    public static NodeListResult parse(byte[] body, int port) {
        NodeListParser list = new NodeListParser(port);
        try (JsonParser parser = JSON.createParser(body)) {
            return list.read(parser);
        } catch (IOException e) {
            return new NodeListResult.Malformed("not a JSON list (" + firstLine(e) + ")");
        }
    }

    private NodeListResult read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return new NodeListResult.Malformed("not a JSON list");
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                return new NodeListResult.Malformed("a truncated JSON list");
            }
            String text = token == JsonToken.VALUE_STRING ? parser.getText() : token.toString();
            if (token != JsonToken.VALUE_STRING || !accept(text)) {
                skipped.add(LogText.escape(text));
            }
            parser.skipChildren();
        }
        return result();
    }

    private NodeListResult result() {
        if (nodes.isEmpty()) {
            return skipped.isEmpty()
                    ? new NodeListResult.Empty()
                    : new NodeListResult.Malformed("a list without a valid address: " + firstSkipped(), true);
        }
        return new NodeListResult.Nodes(List.copyOf(nodes), ignoredEntries());
    }

    private String ignoredEntries() {
        String invalid = skipped.isEmpty() ? "" : skipped.size() + " invalid: " + firstSkipped();
        String beyondMax = excess == 0 ? "" : excess + " beyond the first " + MAX_NODES;
        return invalid + (invalid.isEmpty() || beyondMax.isEmpty() ? "" : "; ") + beyondMax;
    }

    private List<String> firstSkipped() {
        return skipped.subList(0, Math.min(5, skipped.size()));
    }

    private boolean accept(String text) {
        try {
            NodeAddress address = new NodeAddress(text.strip(), port);
            if (nodes.size() < MAX_NODES) {
                nodes.add(address);
            } else if (!nodes.contains(address)) {
                excess++;
            }
            return true;
        } catch (IllegalArgumentException invalidHost) {
            return false;
        }
    }

    private static String firstLine(IOException e) {
        return LogText.escape(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
}
