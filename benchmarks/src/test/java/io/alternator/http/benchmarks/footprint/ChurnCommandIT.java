package io.alternator.http.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.CommandRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChurnCommandIT {
    /** A Netty client that is not renewed keeps 7 to 9 KB, and the last item; what the JVM still loads and compiles is up to 4 KB. */
    private static final double MAX_KB_PER_ADDRESS = 6;

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"apache", "netty"})
    void heapDoesNotGrowWithTheAddresses(String client) {
        CommandRun churn = CommandRun.run(new ChurnCommand()::run, "--addresses 800 --kilobytes 1 --client " + client);
        assertThat(churn.status()).as(churn.err()).isZero();
        assertThat(churn.rows())
                .as(churn.out())
                .hasSize(2)
                .allSatisfy(row -> assertThat(Double.parseDouble(row.get("KB per address")))
                        .isLessThan(MAX_KB_PER_ADDRESS));
    }

    @Test
    void invalidArguments_printOneLineAndExitWithStatus2() {
        CommandRun churn = CommandRun.run(new ChurnCommand()::run, "--addresses 1");
        assertThat(churn.status()).isEqualTo(2);
        assertThat(churn.out()).isEmpty();
        assertThat(churn.err().lines()).containsExactly("--addresses: 1 is out of range; use 100 to 60000");
    }
}
