package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.UnsignedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** What the caller gets of a 400, which may be a refusal. */
final class RefusedRequestTest {
    private static final String REFUSAL = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}";

    private final FakeClient delegate = new FakeClient();
    private final AlternatorHttpClient http = AlternatorHttpClient.wrap(
            delegate,
            AlternatorConfig.builder()
                    .seeds("n1", "n2", "n3", "n4")
                    .domain("dog.example")
                    .build());

    @AfterEach
    void close() {
        http.close();
    }

    private HttpExecuteResponse call(ContentStreamProvider body) throws IOException {
        return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(UnsignedRequest.to("dog.example", "PutItem").build())
                        .contentStreamProvider(body)
                        .build())
                .call();
    }

    private static ContentStreamProvider readableOnce() {
        AtomicBoolean read = new AtomicBoolean();
        return () -> {
            if (read.getAndSet(true)) {
                throw new IllegalStateException("read already");
            }
            return InputStream.nullInputStream();
        };
    }

    private static String text(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseThrow()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int inFlight() {
        return http.nodes().stream().mapToInt(NodeStatus::inFlight).sum();
    }

    @Test
    void refusedRequest_goesToAnotherNode() throws IOException {
        delegate.body = REFUSAL;
        delegate.statuses.addAll(List.of(400, 400, 200));
        HttpExecuteResponse response = call(ContentStreamProvider.fromUtf8String("body"));
        assertThat(response.httpResponse().statusCode()).isEqualTo(200);
        assertThat(delegate.requests.stream()
                        .map(request -> request.httpRequest().host())
                        .distinct())
                .hasSize(3);
        assertThat(text(response)).isEqualTo(REFUSAL);
        assertThat(inFlight()).isZero();
    }

    @Test
    void thirdRefusal_isPassedOnWhole() throws IOException {
        delegate.body = REFUSAL;
        delegate.statuses.addAll(List.of(400, 400, 400));
        HttpExecuteResponse response = call(ContentStreamProvider.fromUtf8String("body"));
        assertThat(response.httpResponse().statusCode()).isEqualTo(400);
        assertThat(text(response)).isEqualTo(REFUSAL);
        assertThat(delegate.requests).hasSize(3);
        assertThat(inFlight()).isZero();
    }

    @Test
    void bodyThatCannotBeReadAgain_isNotSentAgain_andTheRefusalIsPassedOn() throws IOException {
        delegate.body = REFUSAL;
        delegate.statuses.addAll(List.of(400, 200));
        HttpExecuteResponse response = call(readableOnce());
        assertThat(response.httpResponse().statusCode()).isEqualTo(400);
        assertThat(text(response)).isEqualTo(REFUSAL);
        assertThat(inFlight()).isZero();
    }

    @Test
    void bodyThatCannotBeReadAgain_afterAFailedConnection_isNoFailureOfTheNextNode() {
        ConnectException refused = new ConnectException("Connection refused");
        delegate.failure = refused;
        assertThatThrownBy(() -> call(readableOnce())).isSameAs(refused);
        assertThat(delegate.requests).hasSize(2);
        String next = delegate.requests.get(1).httpRequest().host();
        assertThat(http.nodes())
                .filteredOn(node -> node.address().host().equals(next))
                .singleElement()
                .matches(node -> node.state() == NodeState.UP && node.weight() == 1);
        assertThat(inFlight()).isZero();
    }

    /** CRT and UrlConnection report no body then, and the caller has nothing to close. */
    @Test
    void errorWithoutABody_isPassedOnWithoutOne_andHasEnded() throws IOException {
        delegate.body = null;
        delegate.statuses.add(400);
        HttpExecuteResponse response = call(ContentStreamProvider.fromUtf8String("body"));
        assertThat(response.httpResponse().statusCode()).isEqualTo(400);
        assertThat(response.responseBody()).isEmpty();
        assertThat(inFlight()).isZero();
    }

    @Test
    void anotherErrorIsPassedOnWhole_howeverLongItIs() throws IOException {
        String long400 = "{\"message\":\"" + "x".repeat(100_000) + "\",\"__type\":\"a#ValidationException\"}";
        delegate.body = long400;
        delegate.statuses.add(400);
        HttpExecuteResponse response = call(ContentStreamProvider.fromUtf8String("body"));
        assertThat(response.httpResponse().statusCode()).isEqualTo(400);
        assertThat(inFlight()).isEqualTo(1);
        assertThat(text(response)).isEqualTo(long400);
        assertThat(delegate.requests).hasSize(1);
        assertThat(inFlight()).isZero();
    }
}
