package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.BalancedClient;
import io.alternator.http.support.ItemClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

final class SwitchableClientTest {
    private static final ClientSettings INITIAL =
            new ClientSettings(RoutingStrategy.PER_REQUEST, BalancedClient.Kind.SYNC);
    private static final ClientSettings OTHER =
            new ClientSettings(RoutingStrategy.PER_CONNECTION, BalancedClient.Kind.SYNC);
    private static final GetItemRequest GET = GetItemRequest.builder().build();

    private final List<BalancedClient> opened = new ArrayList<>();
    private final SwitchableClient client = new SwitchableClient(INITIAL, (settings, known) -> {
        opened.add(new BalancedClient(new FakeClient(), List::of, () -> {}));
        return opened.get(opened.size() - 1);
    });

    private static void succeeds(BalancedClient candidate, List<NodeStatus> nodes) {}

    private FakeClient fake(int index) {
        return (FakeClient) opened.get(index).items();
    }

    @Test
    void replacedClient_isHandedOutForClosing_onlyAfterItsLastRequest() {
        client.get(GET);
        assertThat(client.switchTo(OTHER, SwitchableClientTest::succeeds)).isTrue();
        assertThat(client.takeIdle()).isEmpty();
        client.get(GET);
        assertThat(fake(1).pending).hasSize(1);
        fake(0).pending.get(0).complete(GetItemResponse.builder().build());
        assertThat(client.takeIdle()).contains(opened.get(0));
        assertThat(client.takeIdle()).isEmpty();
        assertThat(client.settings()).isEqualTo(OTHER);
    }

    @Test
    void failedRequest_releasesTheClient() {
        CompletableFuture<GetItemResponse> response = client.get(GET);
        fake(0).pending.get(0).completeExceptionally(new IllegalStateException("failed"));
        assertThat(response).isCompletedExceptionally();
        client.switchTo(OTHER, SwitchableClientTest::succeeds);
        assertThat(client.takeIdle()).contains(opened.get(0));
    }

    @Test
    void failedTrial_closesTheNewClient_andKeepsTheOldOne() {
        assertThatThrownBy(() -> client.switchTo(OTHER, (candidate, nodes) -> {
                    throw new IllegalStateException("no answer");
                }))
                .hasMessage("no answer");
        assertThat(fake(1).closed).isEqualTo(1);
        assertThat(client.takeIdle()).isEmpty();
        assertThat(client.settings()).isEqualTo(INITIAL);
        client.get(GET);
        assertThat(fake(0).pending).hasSize(1);
    }

    @Test
    void sameSettings_changeNothing() {
        assertThat(client.switchTo(INITIAL, SwitchableClientTest::succeeds)).isFalse();
        assertThat(opened).hasSize(1);
    }

    @Test
    void close_closesReplacedClientsToo() {
        client.switchTo(OTHER, SwitchableClientTest::succeeds);
        client.close();
        assertThat(List.of(fake(0).closed, fake(1).closed)).containsExactly(1, 1);
    }

    private static final class FakeClient implements ItemClient {
        private final List<CompletableFuture<GetItemResponse>> pending = new ArrayList<>();
        private int closed;

        @Override
        public CompletableFuture<GetItemResponse> get(GetItemRequest request) {
            pending.add(new CompletableFuture<>());
            return pending.get(pending.size() - 1);
        }

        @Override
        public CompletableFuture<PutItemResponse> put(PutItemRequest request) {
            throw new UnsupportedOperationException("only reads here");
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
