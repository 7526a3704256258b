package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.CommandRun;
import io.alternator.http.benchmarks.common.Contender;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadCommandIT {

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"apache", "netty"})
    void everyContenderHasARow(String client) {
        CommandRun load = CommandRun.run(
                new LoadCommand()::run,
                "--contender all --concurrency 4 --warmup 0 --rounds 1 --turn 300 --client " + client);
        assertThat(load.status()).as(load.err()).isZero();
        assertThat(load.rows())
                .extracting(row -> row.get("contender"))
                .containsExactlyElementsOf(
                        Arrays.stream(Contender.values()).map(Contender::label).toList());
        for (Map<String, String> row : load.rows()) {
            assertThat(Integer.parseInt(row.get("sent B"))).as(load.out()).isBetween(500, 5_000);
            assertThat(Integer.parseInt(row.get("allocated B"))).as(load.out()).isPositive();
            assertThat(Integer.parseInt(row.get("open"))).as(load.out()).isPositive();
        }
        assertThat(load.rows().get(0)).containsEntry("ratio", "1.000 (1.000–1.000)");
    }

    @Tag("soak")
    @Test
    void bareUsesOneNode_bareInTurnUsesAllEqually() {
        CommandRun load = CommandRun.run(
                new LoadCommand()::run,
                "--contender bare,bare-in-turn --concurrency 4 --warmup 0 --rounds 1 --turn 1000 --client apache");
        assertThat(load.status()).as(load.err()).isZero();
        assertThat(number(load.rows().get(0), "of the last")).as(load.out()).isZero();
        double inFlightAtTheEdges = 4 / number(load.rows().get(1), "requests/s");
        assertThat(number(load.rows().get(1), "of the last"))
                .as(load.out())
                .isBetween(0.332 - inFlightAtTheEdges, 0.334 + inFlightAtTheEdges);
    }

    @Tag("soak")
    @Test
    void largeItemsInChunks_areReadWhole() {
        CommandRun load = CommandRun.run(
                new LoadCommand()::run,
                "--contender bare,per-request --item 100000 --chunked --concurrency 4 --warmup 0 --rounds 1 --turn 1000"
                        + " --client netty");
        assertThat(load.status()).as(load.err()).isZero();
        assertThat(load.out()).contains("items of 100000 B in chunks");
        for (Map<String, String> row : load.rows()) {
            assertThat(number(row, "allocated B")).as(load.out()).isGreaterThan(100_000);
        }
    }

    @Tag("soak")
    @Test
    void oneSlowNode_doesNotDelayHedgedReads() {
        CommandRun load = CommandRun.run(
                new LoadCommand()::run,
                "--contender round-robin,per-request-hedged --slow 200 --concurrency 8 --warmup 2 --rounds 1 --turn 2000"
                        + " --client apache");
        assertThat(load.status()).as(load.err()).isZero();
        Map<String, String> roundRobin = load.rows().get(0);
        Map<String, String> hedged = load.rows().get(1);
        assertThat(number(roundRobin, "p99.9 µs")).as(load.out()).isGreaterThan(200_000);
        assertThat(number(roundRobin, "asked")).as(load.out()).isEqualTo(1);
        assertThat(number(hedged, "p99 µs")).as(load.out()).isLessThan(200_000);
        assertThat(number(hedged, "asked")).as(load.out()).isBetween(1.001, 1.03);
        assertThat(number(hedged, "of the last")).as(load.out()).isBetween(0.001, 0.05);
    }

    /** The median in a cell. */
    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, "none").split(" ", 2)[0]);
    }

    @Test
    void invalidArguments_printOneLineAndExitWithStatus2() {
        CommandRun load = CommandRun.run(new LoadCommand()::run, "--rounds none");
        assertThat(load.status()).isEqualTo(2);
        assertThat(load.out()).isEmpty();
        assertThat(load.err().lines()).containsExactly("--rounds: 'none' is not a whole number; give one");
    }

    @Test
    void helpNamesEveryContender() {
        CommandRun load = CommandRun.run(new LoadCommand()::run, "--help");
        assertThat(load.status()).isZero();
        for (Contender contender : Contender.values()) {
            assertThat(load.out()).contains("  " + contender.label() + " ");
        }
    }
}
