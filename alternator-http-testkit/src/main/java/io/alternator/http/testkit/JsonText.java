package io.alternator.http.testkit;

/** The minimal JSON parsing that canned replies need. */
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
}
