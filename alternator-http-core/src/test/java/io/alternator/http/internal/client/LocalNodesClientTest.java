package io.alternator.http.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class LocalNodesClientTest {
    private static final Node NODE = Node.at("http", new NodeAddress("n1", 8000));
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final FakeClock clock = new FakeClock();
    private final FakeTransport transport = new FakeTransport();
    private final LocalNodesClient client = new LocalNodesClient(new ControlClient(transport, clock, clock), 9000);

    private CompletableFuture<NodeListResult> fetch() {
        return client.fetch(NODE, Map.of("dc", "dc 1"), TIMEOUT);
    }

    private static Throwable cause(NodeListResult result) {
        assertThat(result).isInstanceOf(NodeListResult.Unreachable.class);
        return ((NodeListResult.Unreachable) result).cause();
    }

    @Test
    void listedAddressesGetTheClustersPort() {
        transport.answer("n1/localnodes?dc=dc%201", 200, "[\"n1\",\"n2\"]");
        assertThat(fetch().join())
                .isEqualTo(new NodeListResult.Nodes(
                        List.of(new NodeAddress("n1", 9000), new NodeAddress("n2", 9000)), ""));
        assertThat(transport.takeRequests()).containsExactly("n1/localnodes?dc=dc%201");
    }

    @Test
    void bodyIsParsedOnlyWithStatus200() {
        transport.answer("n1/localnodes?dc=dc%201", 404, "[\"n1\"]");
        assertThat(fetch().join()).isEqualTo(new NodeListResult.NotOk(404));
    }

    @Test
    void failureIsAResult() {
        assertThat(cause(fetch().join())).isInstanceOf(ConnectException.class);
    }

    @Test
    void timeoutIsAResult_andAbortsTheCall() {
        transport.hang("n1/localnodes?dc=dc%201");
        CompletableFuture<NodeListResult> result = fetch();
        clock.advance(TIMEOUT);
        assertThat(cause(result.join())).isInstanceOf(TimeoutException.class);
        assertThat(transport.isIdle()).isTrue();
    }

    @Test
    void cancellationAbortsTheCall() {
        transport.hang("n1/localnodes?dc=dc%201");
        CompletableFuture<NodeListResult> result = fetch();
        assertThat(transport.isIdle()).isFalse();
        result.cancel(true);
        assertThat(transport.isIdle()).isTrue();
        assertThat(clock.pending()).isZero();
    }
}
