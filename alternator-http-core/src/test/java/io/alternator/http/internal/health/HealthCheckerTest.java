package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectClient;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.TestIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthCheckerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** For checks that the JDK's client sends to a server that answers: that client has no fake clock. */
    private static final Duration LONG_TIMEOUT = Duration.ofMinutes(1);

    private final FakeClock clock = new FakeClock();
    private final FakeTransport transport = new FakeTransport();
    private final ControlClient control = new ControlClient(transport, clock, clock);

    private static Node node(int port) {
        return Node.at("http", new NodeAddress("127.0.0.1", port));
    }

    private CheckResult pooledCheck(int status) {
        transport.answer("127.0.0.1/", status, "");
        return new HealthChecker(control, Optional.empty(), clock, TestIdentity.ORDERS)
                .check(node(1), true, TIMEOUT)
                .join();
    }

    /** The check through the client's exhausted pool times out; the second check, outside of the pool, goes to {@code port}. */
    private CheckResult unpooledCheck(int port, Duration timeout) {
        transport.hang("127.0.0.1/");
        CompletableFuture<CheckResult> result = new HealthChecker(
                        control,
                        Optional.of(new DirectClient(Runnable::run, ProxySettings.NONE)),
                        clock,
                        TestIdentity.ORDERS)
                .check(node(port), true, timeout);
        clock.advance(timeout);
        return result.join();
    }

    @ParameterizedTest
    @CsvSource({"200, true", "302, true", "400, true", "404, true", "500, false", "503, false"})
    void provenNode_anyStatusBelow500MeansAlive(int status, boolean alive) {
        assertThat(pooledCheck(status) instanceof CheckResult.Alive).isEqualTo(alive);
    }

    private CheckResult unprovenCheck() {
        return new HealthChecker(control, Optional.empty(), clock, TestIdentity.ORDERS)
                .check(node(1), false, TIMEOUT)
                .join();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | healthy: 10.0.0.1:8000 | true",
                "200 | healthy: dynamodb.us-east-1.amazonaws.com | true",
                "400 | {\"__type\":\"com.amazonaws.dynamodb.v20120810#MissingAuthenticationToken\"} | true",
                "200 | <html>Sign in</html> | false",
                "200 | '' | false",
                "302 | '' | false",
                "401 | '' | false",
                "404 | healthy: no | false",
                "404 | {\"error\":\"not found\"} | false"
            })
    void unprovenNode_isAliveOnlyByAnAnswerThatNoOtherServerGives(int status, String body, boolean alive) {
        transport.answer("127.0.0.1/", status, body).answer("127.0.0.1/localnodes", status, body);
        assertThat(unprovenCheck())
                .isEqualTo(
                        alive
                                ? new CheckResult.Alive()
                                : new CheckResult.Dead(
                                        Outcome.CLIENT_ERROR, "HTTP " + status + ", not as Alternator answers"));
    }

    @Test
    void unprovenNodeWhoseProxyForbidsTheProbe_isAliveByItsList() {
        transport.answer("127.0.0.1/", 403, "").answer("127.0.0.1/localnodes", 200, "[\"10.0.0.1\"]");
        assertThat(unprovenCheck()).isEqualTo(new CheckResult.Alive());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void provenNodeWhoseProxyAnswersTheProbeWithAnError_isAliveByItsList(int status) {
        transport.answer("127.0.0.1/localnodes", 200, "[\"10.0.0.1\"]");
        assertThat(pooledCheck(status)).isEqualTo(new CheckResult.Alive());
    }

    @Test
    void refusedAndSilentNodesAreDead_withTheReason() {
        HealthChecker checker = new HealthChecker(control, Optional.empty(), clock, TestIdentity.ORDERS);
        assertThat(checker.check(node(1), true, TIMEOUT).join()).isEqualTo(new CheckResult.Dead(Outcome.CONNECT_ERROR));
        transport.hang("127.0.0.1/");
        CompletableFuture<CheckResult> silent = checker.check(node(1), true, TIMEOUT);
        clock.advance(TIMEOUT);
        assertThat(silent.join()).isEqualTo(new CheckResult.Dead(Outcome.TIMEOUT));
    }

    @Test
    void checkThatFailsForLackOfAConnection_isUnknown() {
        transport.fail("127.0.0.1/", new IllegalStateException("Too many outstanding acquire operations"));
        assertThat(new HealthChecker(control, Optional.empty(), clock, TestIdentity.ORDERS)
                        .check(node(1), true, TIMEOUT)
                        .join())
                .isEqualTo(new CheckResult.Unknown());
    }

    @Test
    void nodeThatAnswersOutsideOfThePool_isAlive_thoughThePooledCheckTimesOut() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        try {
            assertThat(unpooledCheck(server.getAddress().getPort(), LONG_TIMEOUT))
                    .isEqualTo(new CheckResult.Alive());
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"healthy: 10.0.0.1:8000, true", "<html>Sign in</html>, false"})
    void unprovenNode_isAliveOutsideOfThePoolToo_onlyByItsAnswer(String body, boolean alive) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        transport.hang("127.0.0.1/");
        try {
            CompletableFuture<CheckResult> result = new HealthChecker(
                            control,
                            Optional.of(new DirectClient(Runnable::run, ProxySettings.NONE)),
                            clock,
                            TestIdentity.ORDERS)
                    .check(node(server.getAddress().getPort()), false, LONG_TIMEOUT);
            clock.advance(LONG_TIMEOUT);
            assertThat(result.join() instanceof CheckResult.Alive).isEqualTo(alive);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nodeThatFailsBothChecks_isDead() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(unpooledCheck(silent.getLocalPort(), TIMEOUT)).isEqualTo(new CheckResult.Dead(Outcome.TIMEOUT));
        }
        assertThat(unpooledCheck(1, LONG_TIMEOUT)).isEqualTo(new CheckResult.Dead(Outcome.CONNECT_ERROR));
    }

    /** A finished client with one connection, which a request to a hung node holds: this node is asked, as another one is. */
    @Test
    void nodeThatAnswersOutsideOfThePool_isAlive_beforeThePooledCheckTimesOut() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        try {
            transport.hang("127.0.0.1/");
            CompletableFuture<CheckResult> result = new HealthChecker(
                            control,
                            Optional.of(new DirectClient(Runnable::run, ProxySettings.NONE)),
                            clock,
                            TestIdentity.ORDERS)
                    .check(node(server.getAddress().getPort()), true, LONG_TIMEOUT);
            clock.advance(LONG_TIMEOUT.dividedBy(10).minusMillis(1));
            assertThat(result).isNotDone();
            clock.advance(Duration.ofMillis(1));
            assertThat(result).isCompletedWithValue(new CheckResult.Alive());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void conclusivePooledCheck_winsOverTheOneOutsideOfThePool() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        try { // as if only the client's own path is broken, for example its proxy or trust store
            assertThat(new HealthChecker(
                                    control,
                                    Optional.of(new DirectClient(Runnable::run, ProxySettings.NONE)),
                                    clock,
                                    TestIdentity.ORDERS)
                            .check(node(server.getAddress().getPort()), true, TIMEOUT)
                            .join())
                    .isEqualTo(new CheckResult.Dead(Outcome.CONNECT_ERROR));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void checkWithAResultAtOnce_isTheOnlyOne() {
        AtomicInteger unpooled = new AtomicInteger();
        DirectClient direct = new DirectClient(call -> unpooled.incrementAndGet(), ProxySettings.NONE);
        HealthChecker checker = new HealthChecker(control, Optional.of(direct), clock, TestIdentity.ORDERS);
        assertThat(checker.check(node(1), false, TIMEOUT).join())
                .isEqualTo(new CheckResult.Dead(Outcome.CONNECT_ERROR));
        clock.advance(TIMEOUT);
        assertThat(unpooled).hasValue(0);
        transport.hang("127.0.0.1/");
        checker.check(node(1), false, TIMEOUT);
        clock.advance(TIMEOUT.dividedBy(10));
        assertThat(unpooled).hasValue(1);
    }

    @Test
    void checkOnAStaleConnection_isRepeated() {
        transport.answer("127.0.0.1/", 200, "").resetsOnce("127.0.0.1/");
        HealthChecker checker = new HealthChecker(control, Optional.empty(), clock, TestIdentity.ORDERS);
        assertThat(checker.check(node(1), true, TIMEOUT).join()).isEqualTo(new CheckResult.Alive());
        assertThat(transport.takeRequests()).hasSize(2);
    }

    @Test
    void nodeThatResetsEachConnection_isDead() {
        transport.fail("127.0.0.1/", FakeTransport.connectionReset());
        HealthChecker checker = new HealthChecker(control, Optional.empty(), clock, TestIdentity.ORDERS);
        assertThat(checker.check(node(1), true, TIMEOUT).join()).isEqualTo(new CheckResult.Dead(Outcome.RESET));
        assertThat(transport.takeRequests()).hasSize(2);
    }

    @Test
    void checkOnAStaleConnectionOfTheRequestsPool_isRepeatedOutsideOfIt() throws IOException {
        transport.fail("127.0.0.1/", FakeTransport.connectionReset());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        try {
            assertThat(new HealthChecker(
                                    control,
                                    Optional.of(new DirectClient(Runnable::run, ProxySettings.NONE)),
                                    clock,
                                    TestIdentity.ORDERS)
                            .check(node(server.getAddress().getPort()), true, LONG_TIMEOUT)
                            .join())
                    .isEqualTo(new CheckResult.Alive());
        } finally {
            server.stop(0);
        }
    }
}
