package io.alternator.http.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeState;
import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.keys.KeyedResult;
import io.alternator.http.internal.selection.SelectionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's tables of meters agree with the code. */
final class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

    private static List<String> rows(String start) throws IOException {
        return Files.readAllLines(README).stream()
                .filter(line -> line.startsWith("| " + start))
                .toList();
    }

    private static List<String> values(String tag) throws IOException {
        List<String> rows = rows("`" + tag);
        assertThat(rows).as(tag).hasSize(1);
        return WORD.matcher(rows.get(0).substring(rows.get(0).indexOf('|', 1)))
                .results()
                .map(MatchResult::group)
                .map(word -> word.replace("`", ""))
                .toList();
    }

    private static Stream<String> tags(Enum<?>... constants) {
        return Arrays.stream(constants).map(TagValues::of);
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
        assertThat(rows("`alternator.client.")).isEqualTo(expected);
    }

    @Test
    void tableListsEveryTag() throws IOException {
        for (MeterDefinition meter : MeterDefinition.values()) {
            for (String tag : meter.tags()) {
                assertThat(rows("`" + tag + "`")).as(tag).isNotEmpty();
            }
        }
    }

    @Test
    void tagValuesAreThoseOfTheCode() throws IOException {
        assertThat(values("outcome` of requests"))
                .containsExactlyElementsOf(Arrays.stream(Outcome.values())
                        .map(Outcome::tag)
                        .distinct()
                        .toList());
        assertThat(values("reason` of failovers"))
                .containsExactlyElementsOf(Arrays.stream(Outcome.values())
                        .filter(outcome -> outcome.failsOver() || outcome == Outcome.THROTTLED) // if refused
                        .map(Outcome::tag)
                        .toList());
        assertThat(values("state` of nodes"))
                .containsExactlyElementsOf(tags(NodeState.values()).toList());
        assertThat(values("reason` of picks.skipped"))
                .containsExactlyElementsOf(
                        tags(SelectionListener.SkipReason.values()).toList());
        assertThat(values("result` of hedges"))
                .containsExactlyElementsOf(tags(HedgeResult.values()).toList());
        assertThat(values("result` of keyed"))
                .containsExactlyElementsOf(tags(KeyedResult.values()).toList());
    }
}
