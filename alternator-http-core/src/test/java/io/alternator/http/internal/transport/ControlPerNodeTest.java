package io.alternator.http.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.testing.FakeTransport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ControlPerNodeTest {
    private static final String NAME = "dog.example";
    private static final SdkHttpRequest REQUEST = SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host(NAME)
            .port(8043)
            .encodedPath("/")
            .build();

    private final Map<NodeAddress, FakeTransport> built = new LinkedHashMap<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holdsBuilding;
    private final ControlPerNode controls = new ControlPerNode(this::build, this::runBlocking, Runnable::run);

    private Transport build(NodeAddress target) {
        FakeTransport transport = new FakeTransport().answer(NAME + "/", 200, target.host());
        assertThat(built.put(target, transport)).as("client of " + target).isNull();
        return transport;
    }

    private void runBlocking(Runnable work) {
        if (holdsBuilding) {
            held.add(work);
        } else {
            work.run();
        }
    }

    private static NodeAddress node(int number) {
        return new NodeAddress("n" + number, 8043);
    }

    private CompletableFuture<ControlReply> ask(int number) {
        return controls.send(node(number), REQUEST, 100, () -> {});
    }

    private FakeTransport client(int number) {
        return Objects.requireNonNull(built.get(node(number)), "not built");
    }

    private long open() {
        return built.values().stream().filter(client -> !client.isClosed()).count();
    }

    @Test
    void eachNodeIsAskedOverItsOwnClient_whichIsBuiltOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(ask(1).join().body()).asString().isEqualTo("n1");
            assertThat(ask(2).join().body()).asString().isEqualTo("n2");
        }
        assertThat(built).containsOnlyKeys(node(1), node(2));
    }

    @Test
    void clientsOfTheNodesAskedLast_stayOpen() {
        for (int i = 0; i < 100; i++) {
            ask(0).join();
            ask(1 + i).join();
        }
        assertThat(open()).isEqualTo(32);
        assertThat(client(0).isClosed()).isFalse();
        assertThat(client(100).isClosed()).isFalse();
        assertThat(client(1).isClosed()).isTrue();
    }

    @Test
    void clientThatIsInUse_staysOpen() {
        ask(0).join();
        client(0).hang(NAME + "/");
        CompletableFuture<ControlReply> hanging = ask(0);
        for (int i = 1; i < 100; i++) {
            ask(i).join();
        }
        assertThat(client(0).isClosed()).isFalse();
        hanging.cancel(true);
        assertThat(client(0).isIdle()).isTrue();
        ask(100).join();
        assertThat(client(0).isClosed()).isTrue();
    }

    @Test
    void requestThatIsGivenUp_whileTheClientIsBuilt_isAborted() {
        holdsBuilding = true;
        CompletableFuture<ControlReply> reply = ask(1);
        assertThat(built).isEmpty(); // not on the caller's thread
        reply.cancel(true);
        held.remove().run();
        assertThat(client(1).isIdle()).isTrue();
    }

    @Test
    void twoFirstRequests_useOneClient() {
        List<FakeTransport> second = new ArrayList<>();
        ControlPerNode racing = new ControlPerNode(
                target -> {
                    FakeTransport transport = new FakeTransport().answer(NAME + "/", 200, "");
                    if (built.putIfAbsent(target, transport) != null) {
                        second.add(transport);
                    }
                    return transport;
                },
                held::add,
                Runnable::run);
        CompletableFuture<ControlReply> one = racing.send(node(1), REQUEST, 100, () -> {});
        CompletableFuture<ControlReply> other = racing.send(node(1), REQUEST, 100, () -> {});
        held.forEach(Runnable::run);
        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
        assertThat(client(1).requests()).hasSize(2);
        assertThat(second)
                .singleElement()
                .satisfies(unused -> assertThat(unused.isClosed()).isTrue());
    }

    @Test
    void failures_reachTheCaller() {
        ask(1).join();
        client(1).throwsOnce(NAME + "/", new AssertionError("broken"));
        assertThatThrownBy(() -> ask(1)).hasMessage("broken");
        client(1).fail(NAME + "/", FakeTransport.connectionReset());
        assertThat(ask(1)).isCompletedExceptionally();
        ControlPerNode broken = new ControlPerNode(
                target -> {
                    throw new IllegalArgumentException("delegate");
                },
                Runnable::run,
                Runnable::run);
        assertThat(broken.send(node(1), REQUEST, 100, () -> {})).isCompletedExceptionally();
    }

    @Test
    void closing_closesEveryClient_andBuildsNoOther() {
        ask(1).join();
        ask(2).join();
        controls.close();
        assertThat(open()).isZero();
        assertThat(ask(3)).isCompletedExceptionally();
        assertThat(open()).isZero();
    }
}
