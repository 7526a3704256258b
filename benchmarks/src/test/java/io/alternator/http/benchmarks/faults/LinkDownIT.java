package io.alternator.http.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alternator.http.benchmarks.common.Shell;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cable is pulled: no reset, no end, no refusal, just silence. Needs network namespaces. */
final class LinkDownIT {
    private static final int LONGEST_MILLIS = 2_500;

    @BeforeEach
    void namespacesCanBeMade() {
        String obstacle = Namespaces.obstacle().orElse("");
        assumeTrue(obstacle.isEmpty(), "no network namespaces here: " + obstacle);
    }

    @ParameterizedTest
    @CsvSource({"apache,per-request", "apache,per-connection", "netty,per-request", "netty,per-connection"})
    void silentNodeCostsNoErrorAndNoLongWait(String client, String strategy) {
        Shell faults = Shell.run(
                FaultsCommand::run,
                "--fault link-down --warmup 2 --seconds 4 --after 2 --client " + client + " --strategy " + strategy);
        assertThat(faults.status()).as(faults.err()).isZero();
        Map<String, String> row = faults.rows().get(0);
        assertThat(row).containsEntry("errors", "0");
        assertThat(Integer.parseInt(row.get("requests"))).isGreaterThan(100);
        assertThat(Integer.parseInt(row.get("longest ms"))).as(faults.out()).isLessThanOrEqualTo(LONGEST_MILLIS);
    }
}
