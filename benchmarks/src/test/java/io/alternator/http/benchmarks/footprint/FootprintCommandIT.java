package io.alternator.http.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.CommandRun;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FootprintCommandIT {

    @Tag("soak")
    @Test
    void everyFigureIsMeasured_bareAndWrapped() {
        CommandRun footprint = CommandRun.run(new FootprintCommand()::run, "--clients 10 --starts 1 --rounds 1");
        assertThat(footprint.status()).as(footprint.err()).isZero();
        assertThat(footprint.rows())
                .extracting(row -> row.get("figure"))
                .containsExactly(
                        "first request ms",
                        "heap per client KB",
                        "threads for 10 clients",
                        "threads added after the first client");
        for (Map<String, String> row : footprint.rows().subList(0, 3)) {
            assertThat(number(row, "bare")).as(footprint.out()).isPositive();
            assertThat(number(row, "wrapped")).as(footprint.out()).isPositive();
        }
        assertThat(number(footprint.rows().get(2), "difference"))
                .as("the wrapper's own threads: %s", footprint.out())
                .isPositive();
        assertThat(number(footprint.rows().get(3), "difference"))
                .as("nine more clients, not as many more threads: %s", footprint.out())
                .isLessThan(9);
    }

    @Test
    void invalidArguments_printOneLineAndExitWithStatus2() {
        CommandRun footprint = CommandRun.run(new FootprintCommand()::run, "--clients 1");
        assertThat(footprint.status()).isEqualTo(2);
        assertThat(footprint.out()).isEmpty();
        assertThat(footprint.err().lines()).containsExactly("--clients: 1 is out of range; use 2 to 1000");
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, "none"));
    }
}
