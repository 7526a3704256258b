package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.Shell;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadCommandIT {

    @ParameterizedTest
    @ValueSource(strings = {"apache", "netty"})
    void everyContenderMakesARow(String client) {
        Shell load = Shell.run(
                LoadCommand::run,
                "--contender all --concurrency 4 --warmup 1 --rounds 1 --seconds 1 --client " + client);
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

    @Test
    void nonsenseIsOneLine_andItsOwnStatus() {
        Shell load = Shell.run(LoadCommand::run, "--rounds none");
        assertThat(load.status()).isEqualTo(2);
        assertThat(load.out()).isEmpty();
        assertThat(load.err().lines()).containsExactly("--rounds: 'none' is no whole number; write one");
    }

    @Test
    void helpNamesEveryContender() {
        Shell load = Shell.run(LoadCommand::run, "--help");
        assertThat(load.status()).isZero();
        for (Contender contender : Contender.values()) {
            assertThat(load.out()).contains("  " + contender.label() + " ");
        }
    }
}
