package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.benchmarks.common.HttpClientKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsOptionsTest {

    private static FaultsOptions parse(String line) {
        return FaultsOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void defaults_runEveryFaultOnApacheWithBothStrategies() {
        FaultsOptions options = parse("");
        assertThat(options.faults()).containsExactly(FaultScenario.values());
        assertThat(options.clients()).containsExactly(HttpClientKind.APACHE);
        assertThat(options.routings()).containsExactly(RoutingMode.PER_REQUEST, RoutingMode.PER_CONNECTION);
        assertThat(options.load())
                .isEqualTo(
                        new LoadProfile(32, 3, Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(14)));
    }

    @Test
    void everyCombinationIsATrial_repeatedAsRequested() {
        FaultsOptions options = parse("--fault killed,5xx --client netty,crt-async --strategy both --repeat 2");
        assertThat(options.trials()).hasSize(16).extracting(Trial::fault).contains(FaultScenario._5XX);
        assertThat(parse("--bare --fault hung").trials())
                .extracting(Trial::routing)
                .containsExactly(RoutingMode.BARE);
    }

    @Test
    void commandLineOfATrial_parsesToTheSameTrialInsideTheNetwork() {
        for (String line : List.of(
                "--fault link-down --client netty --strategy per-connection --callers 5 --nodes 7 --warmup 1 --seconds 2"
                        + " --after 4",
                "--fault link-down --bare")) {
            Trial trial = parse(line).trials().findFirst().orElseThrow();
            assertThat(FaultsOptions.parse(FaultsOptions.commandLine(trial, "net"))
                            .trials())
                    .containsExactly(new Trial(
                            trial.fault(), trial.client(), trial.routing(), trial.load(), Optional.of("net")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --falt killed                | --falt: unknown option; see --help
            --fault                      | --fault: missing value; write it after the option
            --fault kiled                | --fault: unknown value 'kiled'; use all, or any of none, killed,
            --fault killed,              | --fault: unknown value ''; use all, or any of
            --client tomcat              | --client: unknown value 'tomcat'; use all, or any of apache, netty,
            --strategy bare              | --strategy: unknown value 'bare'; use all, or any of per-request, per-connection
            --strategy both --bare       | --strategy: 'both' cannot be combined with --bare; leave out one of them
            --callers many               | --callers: 'many' is not a whole number; give one
            --callers 0                  | --callers: 0 is out of range; use 1 to 1000
            --nodes 51                   | --nodes: 51 is out of range; use 1 to 50
            --seconds 0                  | --seconds: 0 is out of range; use 1 to 600
            --warmup -1                  | --warmup: -1 is out of range; use 0 to 600
            --after 601                  | --after: 601 is out of range; use 0 to 600
            --repeat 0                   | --repeat: 0 is out of range; use 1 to 100
            --nodes 3 --nodes 4          | --nodes: '4' is a second value; give only one
            """)
    void invalidArgumentsAreRejected_withOptionValueAndRemedy(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("\n");
    }
}
