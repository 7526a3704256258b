package io.alternator.http.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The parts of the Grafana dashboard that the tests check. */
record Dashboard(JsonNode json) {
    static final Path FILE = Path.of("dashboards", "alternator-http-grafana.json");

    static Dashboard read() throws IOException {
        return new Dashboard(JsonNode.parser().parse(Files.readString(FILE)));
    }

    /** A query of a panel. */
    record Query(String panel, String ref, String promql, String legend) {
        /** The expression with the variables replaced by their values, as Grafana sends it. */
        String promql(Map<String, String> variables) {
            String result = promql;
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                result = result.replace("$" + variable.getKey(), variable.getValue());
            }
            return result;
        }
    }

    /** All panels, without the row headers. */
    List<JsonNode> panels() {
        return json.field("panels").orElseThrow().asArray().stream()
                .filter(panel -> !text(panel, "type").equals("row"))
                .toList();
    }

    List<Query> queries() {
        return panels().stream().map(Dashboard::queries).flatMap(List::stream).toList();
    }

    /** The definition of a variable. */
    JsonNode variable(String name) {
        return json.field("templating").orElseThrow().field("list").orElseThrow().asArray().stream()
                .filter(variable -> text(variable, "name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    static String text(JsonNode object, String name) {
        return object.field(name).map(JsonNode::asString).orElse("");
    }

    static List<Query> queries(JsonNode panel) {
        return panel.field("targets").orElseThrow().asArray().stream()
                .map(target -> new Query(
                        text(panel, "title"),
                        text(target, "refId"),
                        text(target, "expr"),
                        text(target, "legendFormat")))
                .toList();
    }
}
