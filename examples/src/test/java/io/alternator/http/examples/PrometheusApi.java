package io.alternator.http.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Client of Prometheus' HTTP API. An error response becomes an {@link AssertionError} with Prometheus' message. */
final class PrometheusApi {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    PrometheusApi(URI server) {
        this.server = server;
    }

    /** The series that a panel with this expression draws. */
    List<Series> range(String promql, Instant from, Instant to) {
        JsonNode data = query(
                "query_range", Map.of("query", promql, "start", from.toString(), "end", to.toString(), "step", "1"));
        return member(data, "result").asArray().stream()
                .map(series -> series(series, member(series, "values").asArray()))
                .toList();
    }

    /** The expression's value now. */
    List<Series> now(String promql) {
        return member(query("query", Map.of("query", promql)), "result").asArray().stream()
                .map(series -> series(series, List.of(member(series, "value"))))
                .toList();
    }

    /** What Grafana's {@code label_values(metric, label)} offers. */
    List<String> labelValues(String metric, String label) {
        return query("label/" + label + "/values", Map.of("match[]", metric)).asArray().stream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Health by rule: {@code ok} if it was evaluated, otherwise the error. */
    Map<String, String> ruleHealth() {
        Map<String, String> health = new TreeMap<>();
        for (JsonNode group : member(query("rules", Map.of()), "groups").asArray()) {
            for (JsonNode rule : member(group, "rules").asArray()) {
                String error = rule.field("lastError").map(JsonNode::asString).orElse("");
                health.put(
                        member(rule, "name").asString(),
                        error.isEmpty() ? member(rule, "health").asString() : error);
            }
        }
        return health;
    }

    private JsonNode query(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/" + path + "?" + query))
                .timeout(LIMIT)
                .build();
        JsonNode response = JsonNode.parser().parse(body(request));
        if (!member(response, "status").asString().equals("success")) {
            throw new AssertionError(member(response, "error").asString());
        }
        return member(response, "data");
    }

    private InputStream body(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Series series(JsonNode series, List<JsonNode> points) {
        Map<String, String> labels = member(series, "metric").asObject().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asString()));
        return new Series(
                labels,
                points.stream()
                        .map(point -> number(point.asArray().get(1).asString()))
                        .toList());
    }

    private static double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    private static JsonNode member(JsonNode object, String name) {
        return object.field(name).orElseThrow(() -> new AssertionError("no '" + name + "' in " + object));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
