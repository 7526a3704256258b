package io.alternator.http.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HostEchoTest {
    private final FakeClock clock = new FakeClock();
    private final FakeTransport transport = new FakeTransport();
    private final HostEcho echo = new HostEcho(new ControlClient(transport, clock, clock));

    private Optional<Boolean> ask() {
        return echo.isKept(Node.at("http", new NodeAddress("n1", 8000)), Duration.ofSeconds(1))
                .getNow(Optional.empty());
    }

    @Test
    void nodeTellsWhichHostItReceived() {
        transport.answer("n1/", 200, "healthy: alternator-http.invalid\n");
        assertThat(ask()).hasValue(true);
        assertThat(transport.lastRequest().firstMatchingHeader("Host")).hasValue("alternator-http.invalid");
        transport.answer("n1/", 200, "healthy: n1:8000\n");
        assertThat(ask()).hasValue(false);
    }

    @Test
    void anythingElseTellsNothing() {
        transport.answer("n1/", 404, "no such page");
        assertThat(ask()).isEmpty();
    }

    @Test
    void nodeThatDoesNotAnswer_orWhoseProxySaysSo_isNoAnswer() {
        transport.refuse("n1");
        assertThatThrownBy(this::ask).hasCauseInstanceOf(ConnectException.class);
        transport.answer("n1/", 502, "bad gateway");
        assertThatThrownBy(this::ask).hasRootCauseMessage("HTTP 502");
    }
}
