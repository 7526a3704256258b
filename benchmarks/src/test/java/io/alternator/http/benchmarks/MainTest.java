package io.alternator.http.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.CommandRun;
import org.junit.jupiter.api.Test;

final class MainTest {

    @Test
    void helpNamesAllCommands() {
        CommandRun main = CommandRun.run(Main::run, "--help");
        assertThat(main.status()).isZero();
        assertThat(main.out()).contains("load", "faults", "footprint", "churn", "JMH");
    }

    @Test
    void commandsHaveTheirOwnHelp() {
        assertThat(CommandRun.run(Main::run, "load --help").out()).contains("--contender");
        assertThat(CommandRun.run(Main::run, "faults --help").out()).contains("--strategy");
        assertThat(CommandRun.run(Main::run, "footprint --help").out()).contains("--clients");
        assertThat(CommandRun.run(Main::run, "churn --help").out()).contains("--addresses");
    }
}
