package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.benchmarks.common.CommandRun;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultsCommandIT {

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"apache", "netty"})
    void killedNode_hasARowWithoutErrors(String client) {
        CommandRun faults = CommandRun.run(
                new FaultsCommand()::run, "--fault killed --warmup 1 --seconds 2 --after 1 --client " + client);
        assertThat(faults.status()).as(faults.err()).isZero();
        assertThat(faults.rows())
                .extracting(row -> row.get("strategy"))
                .containsExactly("per-request", "per-connection");
        for (Map<String, String> row : faults.rows()) {
            assertThat(row)
                    .containsEntry("fault", "killed")
                    .containsEntry("client", client)
                    .containsEntry("errors", "0")
                    .containsEntry("first error", "-");
            assertThat(Integer.parseInt(row.get("requests"))).isGreaterThan(100);
        }
    }

    @Test
    void failedRequestsAreReported_andTheCommandSucceeds() {
        CommandRun faults =
                CommandRun.run(new FaultsCommand()::run, "--fault 5xx --bare --warmup 1 --seconds 2 --after 1");
        assertThat(faults.status()).as(faults.err()).isZero();
        Map<String, String> row = faults.rows().get(0);
        assertThat(row).containsEntry("strategy", "bare").containsEntry("share", "100.0 %");
        assertThat(Integer.parseInt(row.get("errors"))).isPositive();
        assertThat(row.get("first error")).contains("500");
    }

    @Test
    void invalidArguments_printOneLineAndExitWithStatus2() {
        CommandRun faults = CommandRun.run(new FaultsCommand()::run, "--callers none");
        assertThat(faults.status()).isEqualTo(2);
        assertThat(faults.out()).isEmpty();
        assertThat(faults.err().lines()).containsExactly("--callers: 'none' is not a whole number; give one");
    }

    @Test
    void helpNamesEveryFaultAndClient() {
        CommandRun faults = CommandRun.run(new FaultsCommand()::run, "--fault killed --help");
        assertThat(faults.status()).isZero();
        for (FaultScenario fault : FaultScenario.values()) {
            assertThat(faults.out()).contains("  " + fault.label() + " ");
        }
        assertThat(faults.out()).contains(NamedOption.labels(HttpClientKind.values()));
    }
}
