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

final class SwitchableClientTest {
    private static final ClientSettings INITIAL = new ClientSettings(RoutingStrategy.PER_REQUEST, ClientKind.SYNC);
    private static final ClientSettings OTHER = new ClientSettings(RoutingStrategy.PER_CONNECTION, ClientKind.SYNC);
    private static final SwitchableClient.Trial SUCCEEDS = (candidate, nodes) -> {};

    private final List<FakeClient> opened = new ArrayList<>();
    private final SwitchableClient client = new SwitchableClient(INITIAL, (settings, known) -> {
        opened.add(new FakeClient());
        return opened.get(opened.size() - 1);
    });

    @Test
    void replacedClient_isHandedOutForClosing_onlyAfterItsLastRequest() {
        client.use(current -> {
            assertThat(client.switchTo(OTHER, SUCCEEDS)).isTrue();
            assertThat(client.takeIdle()).isEmpty();
            client.use(other -> assertThat(other).isSameAs(opened.get(1)));
        });
        assertThat(client.takeIdle()).contains(opened.get(0));
        assertThat(client.takeIdle()).isEmpty();
        assertThat(client.settings()).isEqualTo(OTHER);
    }

    @Test
    void failedRequest_releasesTheClient() {
        assertThatThrownBy(() -> client.use(current -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        client.switchTo(OTHER, SUCCEEDS);
        assertThat(client.takeIdle()).contains(opened.get(0));
    }

    @Test
    void failedTrial_closesTheNewClient_andKeepsTheOldOne() {
        assertThatThrownBy(() -> client.switchTo(OTHER, (candidate, nodes) -> {
                    throw new IllegalStateException("no answer");
                }))
                .hasMessage("no answer");
        assertThat(opened.get(1).closed).isEqualTo(1);
        assertThat(client.takeIdle()).isEmpty();
        assertThat(client.settings()).isEqualTo(INITIAL);
        client.use(current -> assertThat(current).isSameAs(opened.get(0)));
    }

    @Test
    void sameSettings_changeNothing() {
        assertThat(client.switchTo(INITIAL, SUCCEEDS)).isFalse();
        assertThat(opened).hasSize(1);
    }

    @Test
    void close_closesReplacedClientsToo() {
        client.switchTo(OTHER, SUCCEEDS);
        client.close();
        assertThat(opened).extracting(fake -> fake.closed).containsExactly(1, 1);
    }

    private static final class FakeClient implements BalancedClient {
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
