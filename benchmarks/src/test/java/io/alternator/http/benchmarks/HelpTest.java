package io.alternator.http.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.faults.FaultsCommand;
import io.alternator.http.benchmarks.footprint.ChurnCommand;
import io.alternator.http.benchmarks.footprint.FootprintCommand;
import io.alternator.http.benchmarks.load.LoadCommand;
import io.alternator.http.support.Program;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** The texts of the options are in resource bundles, where a missing one is no error. */
final class HelpTest {
    static Stream<BenchmarkCommand> commands() {
        return Stream.of(new ChurnCommand(), new FaultsCommand(), new FootprintCommand(), new LoadCommand());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandAndItsOptionsAreDescribed(BenchmarkCommand command) {
        CommandSpec spec = Program.commandLine(command).getCommandSpec();
        assertThat(spec.usageMessage().description()).isNotEmpty();
        assertThat(spec.options())
                .hasSizeGreaterThan(3)
                .allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
    }
}
