package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

final class ClientsTest {
    private static final Choice FIRST = new Choice(RoutingStrategy.PER_REQUEST, ClientKind.SYNC);
    private static final Choice SECOND = new Choice(RoutingStrategy.PER_CONNECTION, ClientKind.SYNC);
    private static final Clients.Trial WORKS = (db, nodes) -> {};

    private final List<FakeDb> opened = new ArrayList<>();
    private final Clients clients = new Clients(FIRST, (choice, known) -> {
        opened.add(new FakeDb());
        return opened.get(opened.size() - 1);
    });

    @Test
    void clientInUse_isNotHandedOutForClosing_untilItsLastRequestEnds() {
        clients.use(db -> {
            assertThat(clients.change(SECOND, WORKS)).isTrue();
            assertThat(clients.takeIdle()).isEmpty();
            clients.use(other -> assertThat(other).isSameAs(opened.get(1)));
        });
        assertThat(clients.takeIdle()).contains(opened.get(0));
        assertThat(clients.takeIdle()).isEmpty();
        assertThat(clients.choice()).isEqualTo(SECOND);
    }

    @Test
    void requestThatFailed_isOverToo() {
        assertThatThrownBy(() -> clients.use(db -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        clients.change(SECOND, WORKS);
        assertThat(clients.takeIdle()).contains(opened.get(0));
    }

    @Test
    void clientThatDoesNotWork_isClosed_andTheOldOneStays() {
        assertThatThrownBy(() -> clients.change(SECOND, (db, nodes) -> {
                    throw new IllegalStateException("nobody answers");
                }))
                .hasMessage("nobody answers");
        assertThat(opened.get(1).closed).isEqualTo(1);
        assertThat(clients.takeIdle()).isEmpty();
        assertThat(clients.choice()).isEqualTo(FIRST);
        clients.use(db -> assertThat(db).isSameAs(opened.get(0)));
    }

    @Test
    void sameChoice_changesNothing() {
        assertThat(clients.change(FIRST, WORKS)).isFalse();
        assertThat(opened).hasSize(1);
    }

    @Test
    void close_closesThoseThatWereReplacedToo() {
        clients.change(SECOND, WORKS);
        clients.close();
        assertThat(opened).extracting(db -> db.closed).containsExactly(1, 1);
    }

    private static final class FakeDb implements Db {
        private int closed;

        @Override
        public void put(PutItemRequest request) {}

        @Override
        public GetItemResponse get(GetItemRequest request) {
            return GetItemResponse.builder().build();
        }

        @Override
        public List<NodeStatus> nodes() {
            return List.of();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
