package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.benchmarks.common.ClientKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void nothingGiven_isEveryFaultOnApache_byBothStrategies() {
        Options options = parse("");
        assertThat(options.faults()).containsExactly(FaultScenario.values());
        assertThat(options.clients()).containsExactly(ClientKind.APACHE);
        assertThat(options.routings()).containsExactly(Routing.PER_REQUEST, Routing.PER_CONNECTION);
        assertThat(options.load())
                .isEqualTo(new Load(32, 3, Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(14)));
    }

    @Test
    void everyCombinationIsATrial_asOftenAsAskedFor() {
        Options options = parse("--fault killed,5xx --client netty,crt-async --strategy both --repeat 2");
        assertThat(options.trials()).hasSize(16).extracting(Trial::fault).contains(FaultScenario._5XX);
        assertThat(parse("--bare --fault hung").trials())
                .extracting(Trial::routing)
                .containsExactly(Routing.BARE);
    }

    @Test
    void trialIsTheSameInAnotherProcess() {
        for (String line : List.of(
                "--fault link-down --client netty --strategy per-connection --callers 5 --nodes 7 --warmup 1 --seconds 2"
                        + " --after 4",
                "--fault link-down --bare")) {
            Trial trial = parse(line).trials().findFirst().orElseThrow();
            assertThat(Options.parse(Options.commandLine(trial, "net")).trials())
                    .containsExactly(new Trial(
                            trial.fault(), trial.client(), trial.routing(), trial.load(), Optional.of("net")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --falt killed                | --falt: there is no such option; --help lists them
            --fault                      | --fault: a value is missing; write it after the option
            --fault kiled                | --fault: there is no 'kiled'; use all, or of none, killed,
            --fault killed,              | --fault: there is no ''; use all, or of
            --client tomcat              | --client: there is no 'tomcat'; use all, or of apache, netty,
            --strategy bare              | --strategy: there is no 'bare'; use all, or of per-request, per-connection
            --strategy both --bare       | --strategy: 'both' does not go with --bare, which has none; leave one out
            --callers many               | --callers: 'many' is no whole number; write one
            --callers 0                  | --callers: 0 is out of range; use 1 to 1000
            --nodes 51                   | --nodes: 51 is out of range; use 1 to 50
            --seconds 0                  | --seconds: 0 is out of range; use 1 to 600
            --warmup -1                  | --warmup: -1 is out of range; use 0 to 600
            --after 601                  | --after: 601 is out of range; use 0 to 600
            --repeat 0                   | --repeat: 0 is out of range; use 1 to 100
            --nodes 3 --nodes 4          | --nodes: '4' is its second value; give one
            """)
    void nonsenseIsRefused_withSettingValueAndRemedy(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("\n");
    }
}
