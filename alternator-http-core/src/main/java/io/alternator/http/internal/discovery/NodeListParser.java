package io.alternator.http.internal.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alternator.http.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the body of {@code GET /localnodes}: a JSON array of bare addresses. Entries that no node can have are skipped one
 * by one, because one bad entry must not cost the others.
 */
final class NodeListParser {
    private static final int MAX_NODES = 4096;
    private static final String BROADCAST = "255.255.255.255";
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

    private final int port;
    private final Set<NodeAddress> nodes = new LinkedHashSet<>();
    private final List<String> skipped = new ArrayList<>();
    private int tooMany;

    private NodeListParser(int port) {
        this.port = port;
    }

    /** Never throws: a body that cannot be read is {@link NodeListResult.Malformed}. */
    static NodeListResult parse(byte[] body, int port) {
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
                return new NodeListResult.Malformed("a JSON list that breaks off");
            }
            String text = token == JsonToken.VALUE_STRING ? parser.getText() : token.toString();
            if (token != JsonToken.VALUE_STRING || !accept(text)) {
                skipped.add(text);
            }
            parser.skipChildren();
        }
        return answer();
    }

    private NodeListResult answer() {
        if (nodes.isEmpty()) {
            return skipped.isEmpty()
                    ? new NodeListResult.Empty()
                    : new NodeListResult.Malformed("a list without a usable address: " + firstSkipped());
        }
        return new NodeListResult.Nodes(List.copyOf(nodes), leftOut());
    }

    private String leftOut() {
        String noNodes = skipped.isEmpty() ? "" : skipped.size() + " that no node can have: " + firstSkipped();
        String beyond = tooMany == 0 ? "" : tooMany + " beyond the first " + MAX_NODES;
        return noNodes + (noNodes.isEmpty() || beyond.isEmpty() ? "" : "; ") + beyond;
    }

    private List<String> firstSkipped() {
        return skipped.subList(0, Math.min(5, skipped.size()));
    }

    private boolean accept(String text) {
        try {
            NodeAddress address = new NodeAddress(text.strip(), port);
            if (!isReachable(address.host())) {
                return false;
            }
            if (nodes.size() < MAX_NODES) {
                nodes.add(address);
            } else if (!nodes.contains(address)) {
                tooMany++;
            }
            return true;
        } catch (IllegalArgumentException notAHost) {
            return false;
        }
    }

    /** Refuses 0.0.0.0, broadcast and multicast: a misconfigured node lists itself so, and what is sent there goes astray. */
    private static boolean isReachable(String host) {
        boolean ipv6 = host.indexOf(':') >= 0;
        if (!ipv6 && !DIGITS_AND_DOTS.matcher(host).matches()) {
            return true;
        }
        if (!ipv6 && !IPV4.matcher(host).matches()) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(host); // a literal: nothing is looked up
            return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !host.equals(BROADCAST);
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
