package io.alternator.http.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.health.Health;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.selection.SelectionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/metrics.md agree with the code. */
final class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final Pattern VALUE = Pattern.compile("^(?:\\| )?`([a-z_]+)`");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(DOCUMENT);
    }

    /** The first word of each row below the heading, in the order of the code. */
    private static List<String> values(String heading) throws IOException {
        return lines().stream()
                .dropWhile(Predicate.<String>isEqual("### " + heading).negate())
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .flatMap(line -> VALUE.matcher(line).results().map(value -> value.group(1)))
                .toList();
    }

    private static List<String> tags(Enum<?>... constants) {
        return Arrays.stream(constants).map(TagValues::of).toList();
    }

    @Test
    void tableListsExactlyTheMetersOfTheCode() throws IOException {
        List<String> expected = Arrays.stream(MeterDefinition.values())
                .map(meter -> String.join(
                        " | ",
                        "| `" + meter.meterName() + "`",
                        meter.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        String.join(", ", meter.tags()),
                        meter.description() + " |"))
                .toList();
        assertThat(lines().stream().filter(line -> line.startsWith("| `alternator.client.")))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void everyTagHasARowOrAHeading() throws IOException {
        List<String> lines = lines();
        for (MeterDefinition meter : MeterDefinition.values()) {
            for (String tag : meter.tags()) {
                assertThat(lines)
                        .as(tag)
                        .anyMatch(line -> line.startsWith("| `" + tag + "`") || line.startsWith("### `" + tag + "`"));
            }
        }
    }

    @Test
    void valuesOfRequestsAreThoseOfTheCode() throws IOException {
        assertThat(values("`outcome` of requests"))
                .containsExactlyElementsOf(Arrays.stream(Outcome.values())
                        .map(Outcome::tag)
                        .distinct()
                        .toList());
        assertThat(values("`reason` of failovers"))
                .containsExactlyElementsOf(Arrays.stream(Outcome.values())
                        .filter(outcome -> outcome.failsOver()
                                || outcome == Outcome.THROTTLED // if refused
                                || outcome == Outcome.CLIENT_ERROR) // if another server's
                        .map(Outcome::tag)
                        .toList());
        assertThat(values("`reason` of picks.skipped"))
                .containsExactlyElementsOf(tags(SelectionListener.SkipReason.values()));
        assertThat(values("`result` of hedges")).containsExactlyElementsOf(tags(HedgeResult.values()));
        assertThat(values("`result` of keyed.writes")).containsExactlyElementsOf(tags(KeyedResult.values()));
    }

    @Test
    void valuesOfNodesAreThoseOfTheCode() throws IOException {
        assertThat(values("`state` of nodes")).containsExactlyElementsOf(tags(NodeState.values()));
        assertThat(values("`outcome` of probes"))
                .containsExactlyElementsOf(Stream.of(
                                new CheckResult.Alive(),
                                new CheckResult.Dead(Outcome.TIMEOUT),
                                new CheckResult.Unknown())
                        .map(TagValues::of)
                        .toList());
        assertThat(values("`outcome` of discovery.refresh"))
                .containsExactlyElementsOf(Stream.of(
                                new NodeListResult.Nodes(List.of(), ""),
                                new NodeListResult.Empty(),
                                new NodeListResult.Malformed(""),
                                new NodeListResult.NotOk(500),
                                new NodeListResult.Unreachable(new IOException()))
                        .map(TagValues::of)
                        .toList());
    }

    @Test
    void reasonsOfEjectionsAreThoseOfTheCode() throws IOException {
        Stream<String> outcomes = Arrays.stream(Outcome.values())
                .filter(outcome -> EnumSet.of(Outcome.Verdict.DEAD, Outcome.Verdict.SUSPECT)
                        .contains(outcome.verdict()))
                .map(Outcome::tag);
        assertThat(values("`reason` of ejections"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                outcomes,
                                Stream.of(
                                        Outcome.THROTTLED.tag(),
                                        Outcome.CLIENT_ERROR.tag(),
                                        Health.SILENT,
                                        Health.OUTLIER))
                        .toList());
        assertThat(values("`found_by` of ejections"))
                .containsExactlyElementsOf(tags(Health.FoundBy.REQUEST, Health.FoundBy.PROBE));
    }
}
