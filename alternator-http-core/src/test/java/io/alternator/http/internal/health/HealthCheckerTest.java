package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.DirectProbe;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthCheckerTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final FakeClock clock = new FakeClock();
    private final FakeTransport transport = new FakeTransport();
    private final ControlClient control = new ControlClient(transport, clock);

    private static Node node(int port) {
        return Node.at("http", new NodeAddress("127.0.0.1", port));
    }

    private HealthChecker.Finding own(int status) {
        transport.answer("127.0.0.1/", status, "");
        return new HealthChecker(control, Optional.empty()).feel(node(1), LIMIT).join();
    }

    /** As asked by a client whose pool is exhausted: it waits until its time is over. */
    private HealthChecker.Finding second(int port) {
        transport.hang("127.0.0.1/");
        CompletableFuture<HealthChecker.Finding> finding =
                new HealthChecker(control, Optional.of(new DirectProbe(Runnable::run))).feel(node(port), LIMIT);
        clock.advance(LIMIT);
        return finding.join();
    }

    @ParameterizedTest
    @CsvSource({"200, true", "302, true", "400, true", "404, true", "500, false", "503, false"})
    void whoAnswersLives_unlessWhatStandsBeforeItSaysOtherwise(int status, boolean alive) {
        assertThat(own(status) instanceof HealthChecker.Alive).isEqualTo(alive);
    }

    @Test
    void refusedAndSilentAreDead_eachWithItsReason() {
        HealthChecker pulse = new HealthChecker(control, Optional.empty());
        assertThat(pulse.feel(node(1), LIMIT).join()).isEqualTo(new HealthChecker.Dead("connect_error"));
        transport.hang("127.0.0.1/");
        CompletableFuture<HealthChecker.Finding> silent = pulse.feel(node(1), LIMIT);
        clock.advance(LIMIT);
        assertThat(silent.join()).isEqualTo(new HealthChecker.Dead("timeout"));
    }

    @Test
    void exhaustedPoolSaysNothing() {
        transport.fail("127.0.0.1/", new IllegalStateException("Too many outstanding acquire operations"));
        assertThat(new HealthChecker(control, Optional.empty())
                        .feel(node(1), LIMIT)
                        .join())
                .isEqualTo(new HealthChecker.Unknown());
    }

    @Test
    void whoAnswersDirectly_lives_thoughTheClientWaitsForItsPool() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        try {
            assertThat(second(server.getAddress().getPort())).isEqualTo(new HealthChecker.Alive());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whoDoesNotAnswerDirectlyEither_isDead() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(second(silent.getLocalPort())).isEqualTo(new HealthChecker.Dead("timeout"));
        }
        assertThat(second(1)).isEqualTo(new HealthChecker.Dead("connect_error"));
    }

    @Test
    void whatTheClientItselfFoundOut_countsFirst() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        try { // as when only the client's own way, through a proxy or with its trust, is broken
            assertThat(new HealthChecker(control, Optional.of(new DirectProbe(Runnable::run)))
                            .feel(node(server.getAddress().getPort()), LIMIT)
                            .join())
                    .isEqualTo(new HealthChecker.Dead("connect_error"));
        } finally {
            server.stop(0);
        }
    }
}
