package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compiles the dashboard against the types of Grafana's published schema, with the options of each panel's type. Both packages are
 * in the project's {@code target/grafana}, where {@code npm install --prefix target/grafana @grafana/schema@13 typescript@5} puts
 * them.
 */
final class DashboardSchemaTest {
    private static final Path FOLDER = Path.of("..", "target", "grafana");
    private static final Path COMPILER = FOLDER.resolve(Path.of("node_modules", "typescript", "bin", "tsc"));
    private static final Path TYPES = Path.of("src", "test", "resources", "grafana-schema.ts");

    @BeforeEach
    void checkCompiler() {
        assumeTrue(
                Files.isRegularFile(COMPILER),
                "Grafana's schema is not installed; use npm install --prefix target/grafana @grafana/schema@13 typescript@5");
    }

    @Test
    void dashboardHasTheTypesOfGrafanasSchema() throws Exception {
        assertThat(compile("dashboard", Files.readString(Dashboard.FILE))).isEmpty();
    }

    @Test
    void unknownOptionAndWrongValue_areReported() throws Exception {
        String json = Files.readString(Dashboard.FILE)
                .replace("\"colorMode\"", "\"colourMode\"")
                .replace("\"displayMode\": \"table\"", "\"displayMode\": \"tabel\"");
        assertThat(compile("broken", json).orElseThrow())
                .contains("'\"colourMode\"' does not exist", "Type '\"tabel\"' is not assignable");
    }

    /** What the compiler reports; empty if it accepts the JSON. */
    private static Optional<String> compile(String name, String json) throws IOException, InterruptedException {
        Path source = FOLDER.resolve(name + ".ts");
        Files.writeString(
                source,
                Files.readString(TYPES) + "export const dashboard: Json<TypedDashboard> =\n" + json.strip() + ";\n");
        Path output = FOLDER.resolve(name + ".log");
        Process compiler = new ProcessBuilder(
                        "node",
                        COMPILER.toString(),
                        "--noEmit",
                        "--strict",
                        "--skipLibCheck",
                        "--module",
                        "esnext",
                        "--moduleResolution",
                        "bundler",
                        "--target",
                        "es2022",
                        source.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(compiler.waitFor(2, TimeUnit.MINUTES)).as("has ended").isTrue();
        } finally {
            compiler.destroyForcibly();
        }
        return compiler.exitValue() == 0 ? Optional.empty() : Optional.of(Files.readString(output));
    }
}
