package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.support.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultsOptionsTest {

    private static List<Trial> parse(String line) {
        return Program.parse(new FaultsCommand(), line.isEmpty() ? List.of() : List.of(line.split(" ")))
                .trials();
    }

    @Test
    void defaults_runEveryFaultOnApacheWithBothStrategies() {
        List<Trial> trials = parse("");
        assertThat(trials)
                .extracting(Trial::fault)
                .containsOnly(FaultScenario.values())
                .hasSize(2 * FaultScenario.values().length);
        assertThat(trials).extracting(Trial::client).containsOnly(HttpClientKind.APACHE);
        assertThat(trials).extracting(Trial::routing).containsOnly(Contender.PER_REQUEST, Contender.PER_CONNECTION);
        assertThat(trials)
                .extracting(Trial::load)
                .containsOnly(
                        new Trial.Load(32, 3, Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(14)));
    }

    @Test
    void everyCombinationIsATrial_repeatedAsRequested() {
        assertThat(parse("--fault killed,5xx --client netty,crt-async --strategy both --repeat 2"))
                .hasSize(16)
                .extracting(Trial::fault)
                .contains(FaultScenario._5XX);
        assertThat(parse("--bare --fault hung")).extracting(Trial::routing).containsExactly(Contender.BARE);
    }

    @Test
    void serialization_restoresTheTrial() throws Exception {
        Trial trial = parse("--fault link-down,hung --nodes 7").get(2);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        new ObjectOutputStream(sent).writeObject(trial);
        assertThat(new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray())).readObject())
                .isEqualTo(trial);
        assertThat(trial.fault()).isEqualTo(FaultScenario.HUNG);
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
            --nodes 3 --nodes 4          | --nodes: given twice; give only one
            """)
    void invalidArgumentsAreRejected_withOptionValueAndRemedy(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("\n");
    }
}
