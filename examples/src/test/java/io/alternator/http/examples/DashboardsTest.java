package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Static checks of the dashboard and the alerts, without data. */
final class DashboardsTest {
    private static final Path MANUAL = Path.of("..", "docs", "dashboards.md");
    private static final Path RULE_TESTS = Path.of("src", "test", "resources", "alternator-http-alerts-test.yml");

    @TempDir
    Path folder;

    @Test
    void everyPanelHasTitleDescriptionUnitAndTheChosenDataSource() throws IOException {
        assertThat(Dashboard.read().panels()).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(Dashboard.text(panel, "title")).isNotBlank();
            assertThat(Dashboard.text(panel, "description")).isNotBlank();
            assertThat(unit(panel)).isPresent();
            assertThat(panel.field("datasource").flatMap(source -> source.field("uid")))
                    .map(JsonNode::asString)
                    .contains("${datasource}");
        });
        assertThat(titles()).doesNotHaveDuplicates();
    }

    @Test
    void everyQueryFiltersByTheChosenClients_andHasALegend() throws IOException {
        assertThat(Dashboard.read().queries()).allSatisfy(query -> {
            long metrics = query.promql().split("alternator_client_", -1).length - 1L;
            assertThat(query.promql().split("\\{client=~\"\\$client\"", -1)).hasSize((int) metrics + 1);
            assertThat(query.promql()).doesNotContain("vector(");
        });
        assertThat(Dashboard.read().panels())
                .filteredOn(panel -> !Dashboard.text(panel, "type").equals("stat"))
                .flatMap(Dashboard::queries)
                .allSatisfy(query -> assertThat(query.legend()).isNotBlank());
    }

    @Test
    void everyAlertHasSummaryDescriptionAndAction() throws IOException {
        assertThat(Alerts.read()).hasSize(8).allSatisfy(alert -> {
            for (String part : List.of("summary", "description", "action")) {
                assertThat(Alerts.text(alert.annotations(), part)).isNotBlank();
            }
            assertThat(titles()).containsAll(panelsNamedIn(Alerts.text(alert.annotations(), "action")));
        });
    }

    @Test
    void everyAlertIsInTheManual() throws IOException {
        List<String> rows = Pattern.compile("^\\| `(Alternator\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(MANUAL))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Alerts.read().stream().map(Alerts.Alert::name).toList());
    }

    @Test
    void promtoolAcceptsTheAlerts() throws Exception {
        assertThat(promtool("check", "rules", Alerts.FILE.toString())).isZero();
    }

    @Test
    void alertsPassTheirPromtoolTests() throws Exception {
        assertThat(promtool("test", "rules", RULE_TESTS.toString())).isZero();
    }

    private int promtool(String... arguments) throws Exception {
        Optional<Path> program = Executables.find("promtool");
        assumeTrue(program.isPresent(), "no program 'promtool' on the PATH: apt-get install prometheus");
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(program.get().toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("promtool.log").toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        System.out.print(Files.readString(folder.resolve("promtool.log")));
        return process.exitValue();
    }

    private static List<String> titles() throws IOException {
        return Dashboard.read().panels().stream()
                .map(panel -> Dashboard.text(panel, "title"))
                .toList();
    }

    private static List<String> panelsNamedIn(String action) {
        List<String> named = Pattern.compile("\"([A-Z][^\"]+)\"")
                .matcher(action)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).as(action).isNotEmpty();
        return named;
    }

    private static Optional<JsonNode> unit(JsonNode panel) {
        return panel.field("fieldConfig")
                .flatMap(fields -> fields.field("defaults"))
                .flatMap(defaults -> defaults.field("unit"));
    }
}
