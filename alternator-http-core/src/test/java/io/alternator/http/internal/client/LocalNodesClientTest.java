package io.alternator.http.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectClient;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.nodelist.NodeListResult;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class LocalNodesClientTest {
    private static final Node NODE = Node.at("http", new NodeAddress("n1", 8000));
    /** On the fake clock, but a real server has a quarter of it to answer in. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final FakeClock clock = new FakeClock();
    private final FakeTransport transport = new FakeTransport();
    private final LocalNodesClient client = client(Optional.empty());

    private LocalNodesClient client(Optional<DirectClient> direct) {
        return new LocalNodesClient(new ControlClient(transport, clock, clock), direct, clock, 9000);
    }

    private CompletableFuture<NodeListResult> fetch() {
        return client.fetch(NODE, Map.of("dc", "dc 1"), TIMEOUT);
    }

    /** A server that lists one node, and a client that shares its pool with requests. */
    private CompletableFuture<NodeListResult> fetchUnpooled(HttpServer server) {
        server.createContext("/localnodes", exchange -> {
            byte[] list = exchange.getRequestURI().getRawQuery().equals("dc=dc%201")
                    ? "[\"n7\"]".getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        server.start();
        Node node =
                Node.at("http", new NodeAddress("127.0.0.1", server.getAddress().getPort()));
        return client(Optional.of(new DirectClient(Runnable::run, ProxySettings.NONE)))
                .fetch(node, Map.of("dc", "dc 1"), TIMEOUT);
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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

    @Test
    void listIsFetchedOutsideOfThePool_whenNoConnectionIsFreeForHalfOfTheTimeout() throws IOException {
        HttpServer server = server();
        try {
            transport.hang("127.0.0.1/localnodes?dc=dc%201");
            CompletableFuture<NodeListResult> result = fetchUnpooled(server);
            clock.advance(TIMEOUT.dividedBy(2).minusNanos(1));
            assertThat(result).isNotDone();
            clock.advance(Duration.ofNanos(1));
            assertThat(result).isDone();
            assertThat(result.join()).isEqualTo(new NodeListResult.Nodes(List.of(new NodeAddress("n7", 9000)), ""));
            assertThat(transport.isIdle()).isTrue(); // the call that waits was aborted
            assertThat(clock.pending()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void listIsFetchedOutsideOfThePool_atOnceAfterAPoolTimeout() throws IOException {
        HttpServer server = server();
        try {
            transport.fail(
                    "127.0.0.1/localnodes?dc=dc%201",
                    new IllegalStateException("Too many outstanding acquire operations"));
            assertThat(fetchUnpooled(server).join()).isInstanceOf(NodeListResult.Nodes.class);
            assertThat(clock.pending()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusedConnection_isNotTriedOutsideOfThePool() throws IOException {
        HttpServer server = server();
        try {
            assertThat(cause(fetchUnpooled(server).join())).isInstanceOf(ConnectException.class);
            assertThat(clock.pending()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void unreachableNode_isSoAfterTheTimeout_outsideOfThePoolToo() {
        transport.hang("n1/localnodes?dc=dc%201");
        CompletableFuture<NodeListResult> result = client(
                        Optional.of(new DirectClient(neverRun -> {}, ProxySettings.NONE)))
                .fetch(NODE, Map.of("dc", "dc 1"), TIMEOUT);
        clock.advance(TIMEOUT);
        assertThat(cause(result.join())).isInstanceOf(TimeoutException.class);
        assertThat(clock.pending()).isZero();
    }
}
