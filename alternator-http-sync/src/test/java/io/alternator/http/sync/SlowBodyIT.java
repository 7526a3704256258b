package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorMetric;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.contract.Await;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.metrics.MetricCollector;

/** One request after the other: those to one node have bodies that take long, because of the node or of the application. */
@Timeout(60)
final class SlowBodyIT {
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int REQUESTS = 120;

    enum Client {
        APACHE,
        CRT;

        SdkHttpClient open() {
            return switch (this) {
                case APACHE -> ApacheHttpClient.create();
                case CRT -> AwsCrtHttpClient.create();
            };
        }
    }

    /** Sends a request, and reads its body with a pause in it if it is from this node. */
    private static void send(AlternatorHttpClient http, AlternatorTestCluster cluster, String readSlowlyFrom) {
        MetricCollector metrics = MetricCollector.create("test");
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(cluster.endpoint())
                        .putHeader("Content-Length", "0")
                        .putHeader("X-Amz-Target", "DynamoDB_20120810.ListTables")
                        .build())
                .metricCollector(metrics)
                .build();
        try (InputStream body =
                http.prepareRequest(request).call().responseBody().orElseThrow()) {
            boolean slowly =
                    metrics.collect().metricValues(AlternatorMetric.NODE).contains(readSlowlyFrom);
            assertThat(body.read()).isEqualTo('{');
            if (slowly) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoadBalancingPolicy recording(TestNode node, List<Long> latencies) {
        return random -> {
            LoadBalancingPolicy.Picker roundRobin =
                    LoadBalancingPolicy.roundRobin().newPicker(random);
            return candidates -> {
                for (int i = 0; i < candidates.size(); i++) {
                    if (candidates.get(i).address().equals(node.address())) {
                        latencies.add(candidates.latencyNanos(i));
                    }
                }
                return roundRobin.pick(candidates);
            };
        };
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatSendsBodiesSlowly_losesItsShare(Client client) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                AlternatorHttpClient http = AlternatorHttpClient.wrap(
                        client.open(), cluster.config().build())) {
            Await.until("all nodes are known", () -> http.nodes().size() == 3);
            TestNode second = cluster.node(1);
            second.slowBody(PAUSE);
            for (int i = 0; i < 2 * REQUESTS; i++) {
                if (i == REQUESTS) {
                    second.resetCounters();
                }
                send(http, cluster, "none");
            }
            assertThat((double) second.requests() / REQUESTS).isLessThan(0.15);
        }
    }

    /** Its thread may be scheduled late now and then, but not with each of the last reads. */
    @ParameterizedTest
    @EnumSource
    void applicationThatReadsSlowly_makesNoNodeSlow(Client client) {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
            List<Long> latencies = new ArrayList<>();
            TestNode second = cluster.node(1);
            AlternatorConfig config =
                    cluster.config().policy(recording(second, latencies)).build();
            try (AlternatorHttpClient http = AlternatorHttpClient.wrap(client.open(), config)) {
                Await.until("all nodes are known", () -> http.nodes().size() == 3);
                for (int i = 0; i < REQUESTS; i++) {
                    send(http, cluster, second.address().toString());
                }
            }
            assertThat(Collections.min(latencies.subList(latencies.size() / 2, latencies.size())))
                    .isBetween(1L, PAUSE.toNanos() - 1);
        }
    }
}
