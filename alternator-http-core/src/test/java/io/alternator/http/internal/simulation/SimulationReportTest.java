package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checked-in report matches the behaviour of the core. */
@Tag("soak")
final class SimulationReportTest {

    @Test
    void checkedInReportIsUpToDate() throws IOException {
        String now = Report.write();
        Path file = root().resolve("docs/simulation.md");
        if (Boolean.getBoolean("simulation.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
            return;
        }
        assertThat(firstDifference(
                        Files.readString(file).lines().toList(), now.lines().toList()))
                .as("docs/simulation.md is out of date. If the change of behaviour is intended, run the command below"
                        + " and review the difference: " + Report.COMMAND)
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

    /** The root of the checkout. Maven runs tests in the module's directory; an IDE may use another one. */
    private static Path root() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("mvnw"))) {
                return path;
            }
        }
        throw new IllegalStateException("run the test within the checkout");
    }
}
