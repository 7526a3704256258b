package io.alternator.http.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SharedClientsTest {
    private final List<FakeTransport> built = new ArrayList<>();
    private final FakeTransport first = build();
    private final SharedClients clients = new SharedClients(first, this::build);

    private FakeTransport build() {
        FakeTransport client = new FakeTransport();
        built.add(client);
        return client;
    }

    private long open() {
        return built.stream().filter(client -> !client.isClosed()).count();
    }

    @Test
    void addressesThatComeAndGo_leaveFewClientsOpen() {
        Transport lasting = clients.open();
        for (int i = 0; i < 3000; i++) {
            Transport node = clients.open();
            clients.release(node);
        }
        assertThat(lasting).isSameAs(first);
        assertThat(built).hasSize(1 + 3000 / 32);
        assertThat(open()).isEqualTo(2); // the first and the current one
    }

    @Test
    void replacedClient_isClosedAfterItsLastNode() {
        for (int i = 0; i < 32; i++) {
            clients.release(clients.open());
        }
        Transport lasting = clients.open();
        for (int i = 0; i < 32; i++) {
            clients.release(clients.open());
        }
        assertThat(clients.current()).isNotSameAs(lasting);
        assertThat(built.get(1).isClosed()).isFalse();
        clients.release(lasting);
        assertThat(built.get(1).isClosed()).isTrue();
        assertThat(first.isClosed()).isFalse();
    }

    @Test
    void closing_closesEveryClient() {
        clients.open();
        for (int i = 0; i < 100; i++) {
            clients.release(clients.open());
        }
        clients.open();
        clients.close(Runnable::run);
        assertThat(open()).isZero();
    }
}
