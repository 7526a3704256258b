package io.alternator.http.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.footprint.FootprintCommand.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FootprintTableTest {

    @Test
    void showsMedians_differencesAndLimits() {
        String table = FootprintCommand.table(
                10,
                new Runs(List.of(start(700), start(900), start(600)), List.of(start(730), start(750))),
                new Runs(List.of(new Footprint(0, 12, 1_024_000, 12)), List.of(new Footprint(0, 14, 1_536_000, 15))));
        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| first request ms | 700.0 | 740.0 | +40.0 | +40 |",
                        "| heap per client KB | 100.0 | 150.0 | +50.0 | +40 |",
                        "| threads for 10 clients | 12.0 | 15.0 | +3.0 |  |",
                        "| threads added after the first client | 0.0 | 1.0 | +1.0 | +0 |");
    }

    private static Footprint start(double millis) {
        return new Footprint(millis, 0, 0, 0);
    }
}
