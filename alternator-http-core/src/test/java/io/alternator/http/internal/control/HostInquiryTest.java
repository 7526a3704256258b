package io.alternator.http.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HostInquiryTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final FakeClock clock = new FakeClock();
    private final FakeTransport transport = new FakeTransport();
    private final List<Optional<Boolean>> answers = new ArrayList<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private boolean isOver;

    private void start() {
        List<Node> nodes = List.of(node("n1"), node("n2"));
        new HostInquiry(
                        new HostEcho(new ControlClient(transport, clock, clock)),
                        clock,
                        TIMEOUT,
                        () -> nodes,
                        () -> isOver)
                .start(answers::add, rounds::incrementAndGet);
    }

    private static Node node(String host) {
        return Node.at("http", new NodeAddress(host, 8000));
    }

    @Test
    void nodeThatIsSilent_isFollowedByTheNext() {
        transport.hang("n1/").answer("n2/", 200, "healthy: n2:8000");
        start();
        assertThat(answers).isEmpty();
        clock.advance(TIMEOUT);
        assertThat(answers).containsExactly(Optional.of(false));
        assertThat(rounds).hasValue(1);
        clock.advance(Duration.ofHours(1));
        assertThat(answers).hasSize(1);
    }

    @Test
    void nodesThatAreDown_areAskedAgain_moreAndMoreSeldom() {
        start();
        assertThat(rounds).hasValue(1);
        assertThat(transport.takeRequests()).hasSize(2);
        clock.advance(Duration.ofSeconds(1 + 4));
        assertThat(transport.takeRequests()).hasSize(4);
        transport.answer("n1/", 200, "healthy: alternator-http.invalid");
        clock.advance(Duration.ofSeconds(16));
        assertThat(answers).containsExactly(Optional.of(true));
        assertThat(rounds).hasValue(1);
    }

    @Test
    void nothingIsAsked_whenTheAnswerIsNotNeededAnyMore() {
        start();
        transport.takeRequests();
        isOver = true;
        clock.advance(Duration.ofHours(1));
        assertThat(transport.takeRequests()).isEmpty();
    }
}
