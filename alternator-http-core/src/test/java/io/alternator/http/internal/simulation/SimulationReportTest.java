package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the checked-in report to what the core does now. */
final class SimulationReportTest {

    @Test
    void reportIsWhatTheSimulationSays() throws IOException {
        String now = Report.write();
        Path file = root().resolve("docs/simulation.md");
        if (Boolean.getBoolean("simulation.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
            return;
        }
        assertThat(firstDifference(
                        Files.readString(file).lines().toList(), now.lines().toList()))
                .as("docs/simulation.md does not tell what the core does now. If the change is meant, write it anew and"
                        + " read the difference: " + Report.COMMAND)
                .isEmpty();
    }

    private static String firstDifference(List<String> file, List<String> now) {
        for (int i = 0; i < Math.max(file.size(), now.size()); i++) {
            String before = line(file, i);
            String after = line(now, i);
            if (!before.equals(after)) {
                return "line " + (i + 1) + "\n  file: " + before + "\n  now:  " + after;
            }
        }
        return "";
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "(end)";
    }

    /** A build runs in the module, an IDE perhaps elsewhere. */
    private static Path root() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("mvnw"))) {
                return path;
            }
        }
        throw new IllegalStateException("run it within the checkout");
    }
}
