package io.alternator.http.testkit;

import java.util.List;
import java.util.stream.Collectors;

/** The minimal JSON reading and writing that the nodes' replies need. */
final class JsonText {
    private JsonText() {}

    /** The text of the object that is the value of the named field, or an empty object if there is none. */
    static String objectValue(String field, String json) {
        int name = json.indexOf("\"" + field + "\"");
        int start = name < 0 ? -1 : json.indexOf('{', name);
        if (start < 0) {
            return "{}";
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++; // the next character is escaped
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}' && --depth == 0) {
                return json.substring(start, i + 1);
            }
        }
        return "{}";
    }

    /** An array of these strings. */
    static String array(List<String> strings) {
        return strings.stream().map(JsonText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return json.append('"').toString();
    }
}
