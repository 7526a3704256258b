package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorMetric;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.SlowBodies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
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

/** {@link SlowBodies} over sync clients. */
@Timeout(60)
final class SlowBodyIT {
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
    private static void send(AlternatorHttpClient http, URI endpoint, String readSlowlyFrom) {
        MetricCollector metrics = MetricCollector.create("test");
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
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
                LockSupport.parkNanos(SlowBodies.PAUSE.toNanos());
            }
            body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Http(AlternatorHttpClient http) implements SlowBodies.Client {
        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public void send(URI endpoint, String readSlowlyFrom) {
            SlowBodyIT.send(http, endpoint, readSlowlyFrom);
        }

        @Override
        public void close() {
            http.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatSendsBodiesSlowly_losesItsShare(Client client) {
        SlowBodies.ofANode_loseItsShare(config -> new Http(AlternatorHttpClient.wrap(client.open(), config)));
    }

    @ParameterizedTest
    @EnumSource
    void applicationThatReadsSlowly_makesNoNodeSlow(Client client) {
        SlowBodies.ofAnApplication_makeNoNodeSlow(config -> new Http(AlternatorHttpClient.wrap(client.open(), config)));
    }
}
