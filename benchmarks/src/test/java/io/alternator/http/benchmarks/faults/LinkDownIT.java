package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alternator.http.benchmarks.common.CommandRun;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pulled cable: packets are lost without reset, FIN or refusal. Needs network namespaces. */
final class LinkDownIT {
    private static final int MAX_MILLIS = 2_500;

    @BeforeEach
    void assumeNamespacesAreAvailable() {
        String unavailableReason = NetworkNamespaces.unavailableReason().orElse("");
        assumeTrue(unavailableReason.isEmpty(), "network namespaces are not available: " + unavailableReason);
    }

    @Tag("soak")
    @ParameterizedTest
    @CsvSource({"apache,per-request", "apache,per-connection", "netty,per-request", "netty,per-connection"})
    void linkDown_causesNoErrorAndNoLongWait(String client, String strategy) {
        CommandRun faults = CommandRun.run(
                new FaultsCommand()::run,
                "--fault link-down --callers 8 --warmup 2 --seconds 4 --after 2 --client " + client + " --strategy "
                        + strategy);
        assertThat(faults.status()).as(faults.err()).isZero();
        Map<String, String> row = faults.rows().get(0);
        assertThat(row).containsEntry("errors", "0");
        assertThat(Integer.parseInt(row.get("requests"))).isGreaterThan(100);
        assertThat(Integer.parseInt(row.get("longest ms"))).as(faults.out()).isLessThanOrEqualTo(MAX_MILLIS);
    }
}
