package io.alternator.http.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Core's metadata for GraalVM's native-image, in the files that all its versions read.
 *
 * @param conditions the type that makes a type's members available, once it is used, by the type that is looked into
 * @param resources patterns of whole names
 */
record NativeImageMetadata(Map<String, String> conditions, Set<String> resources) {
    private static final String FOLDER = "/META-INF/native-image/io.alternator/alternator-http-core/";

    /** Reads it as a user's build finds it, on the class path. */
    static NativeImageMetadata read() {
        Map<String, String> conditions = new TreeMap<>();
        Set<String> resources = new TreeSet<>();
        try (JsonParser types = open("reflect-config.json");
                JsonParser patterns = open("resource-config.json")) {
            String condition = "";
            String name = "";
            Set<String> members = new TreeSet<>();
            for (JsonToken token = types.nextToken(); token != null; token = types.nextToken()) {
                if (token == JsonToken.VALUE_TRUE) {
                    members.add(types.currentName());
                } else if (token == JsonToken.VALUE_STRING
                        && types.currentName().equals("typeReachable")) {
                    condition = types.getText();
                } else if (token == JsonToken.VALUE_STRING) {
                    name = types.getText();
                } else if (token == JsonToken.END_OBJECT && types.currentName() == null) {
                    check(members.equals(Set.of("allDeclaredFields", "allPublicMethods")), name);
                    check(conditions.put(name, condition) == null, name);
                    members.clear();
                }
            }
            for (JsonToken token = patterns.nextToken(); token != null; token = patterns.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    resources.add(patterns.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NativeImageMetadata(conditions, resources);
    }

    /** True if the native image contains this resource, or the members of this type. */
    boolean has(String name) {
        return conditions.containsKey(name)
                || resources.stream()
                        .anyMatch(pattern ->
                                Pattern.compile(pattern).matcher(name).matches());
    }

    private static JsonParser open(String name) throws IOException {
        InputStream file = NativeImageMetadata.class.getResourceAsStream(FOLDER + name);
        return new JsonFactory().createParser(Objects.requireNonNull(file, name));
    }

    private static void check(boolean correct, String name) {
        if (!correct) {
            throw new IllegalArgumentException("reflect-config.json: " + name
                    + " should be listed once, with allDeclaredFields and allPublicMethods");
        }
    }
}
