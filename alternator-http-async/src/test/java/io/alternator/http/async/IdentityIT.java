package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.contract.Await;
import io.alternator.http.contract.CapturedLog;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** What a client says of itself, in its log and its meters. Its sync twin is {@code LogsIT}. */
final class IdentityIT {
    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(cluster -> cluster.nodes(2));

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    @Test
    void logLinesAndInfoMeterSayWhatTheClientIs(AlternatorTestCluster cluster) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AlternatorConfig config = cluster.config()
                .name("orders")
                .strategy(RoutingStrategy.PER_CONNECTION)
                .meterRegistry(registry)
                .build();
        try (AlternatorAsyncHttpClient http =
                AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config)) {
            Await.until("two nodes", () -> http.nodes().size() == 2);
            Gauge info = registry.get("alternator.client.info").gauge();
            assertThat(info.value()).isEqualTo(1);
            assertThat(info.getId().getTags())
                    .contains(Tag.of("client", "orders"), Tag.of("kind", "async"), Tag.of("strategy", "per_connection"))
                    .anyMatch(tag -> tag.getKey().equals("version")
                            && Character.isDigit(tag.getValue().charAt(0)));
        }
        assertThat(registry.find("alternator.client.info").gauge())
                .as("of a closed client")
                .isNull();
        assertThat(log.lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("(?s)[A-Z]+ \\[orders, async] .*"))
                .filteredOn(line -> line.contains("Started version"))
                .singleElement()
                .asString()
                .startsWith("INFO ")
                .contains("seeds=[", "strategy=PER_CONNECTION", "name=orders")
                .doesNotContain("hedging", "\n");
    }
}
