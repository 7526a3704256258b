package io.alternator.http.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The configuration metadata that the build has generated, and the documentation. */
final class Metadata {
    private Metadata() {}

    /**
     * One property.
     *
     * @param defaultValue empty if there is none
     */
    record Property(String name, String description, String defaultValue) {}

    /** The properties {@code alternator.*}, sorted by name. */
    static List<Property> properties() throws IOException {
        String own = AlternatorProperties.class
                .getResource("AlternatorProperties.class")
                .toString();
        URL file = new URL(
                own.replaceFirst("io/alternator/http/springboot/.*", "META-INF/spring-configuration-metadata.json"));
        JsonNode metadata;
        try (InputStream json = file.openStream()) {
            metadata = new ObjectMapper().readTree(json);
        }
        return StreamSupport.stream(metadata.get("properties").spliterator(), false)
                .map(property -> new Property(
                        property.get("name").asText(),
                        property.path("description").asText(),
                        text(property.path("defaultValue"))))
                .filter(property -> property.name().startsWith("alternator."))
                .toList();
    }

    private static String text(JsonNode value) {
        return value.isArray() ? "" : value.asText();
    }

    /** The page of the manual, from the directory of either module. */
    static String documentation() throws IOException {
        Path page = Path.of("docs/spring-boot.md");
        return Files.readString(Stream.of("..", "../..")
                .map(directory -> Path.of(directory).resolve(page))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow());
    }
}
