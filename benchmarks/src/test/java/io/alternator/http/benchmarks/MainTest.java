package io.alternator.http.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.Shell;
import org.junit.jupiter.api.Test;

final class MainTest {

    @Test
    void helpNamesAllThatTheJarDoes() {
        Shell main = Shell.run(Main::run, "--help");
        assertThat(main.status()).isZero();
        assertThat(main.out()).contains("load", "faults", "JMH");
    }

    @Test
    void commandsGetTheirOwnOptions() {
        assertThat(Shell.run(Main::run, "load --help").out()).contains("--contender");
        assertThat(Shell.run(Main::run, "faults --help").out()).contains("--strategy");
    }
}
