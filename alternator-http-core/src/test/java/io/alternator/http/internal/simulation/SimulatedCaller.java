package io.alternator.http.internal.simulation;

import io.alternator.http.internal.routing.Attempt;
import io.alternator.http.internal.routing.HedgeSender;
import io.alternator.http.internal.testing.FakeClock;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A thread of an application with the SDK under it: calls, waits for the answer, pauses, and calls again. A call is up to nine
 * attempts with the same invocation id, 25 ms base back-off with full jitter in between, as long as there are retry tokens.
 */
final class SimulatedCaller {
    private static final int MAX_ATTEMPTS = 9;
    private static final double BASE_BACKOFF_NANOS = 25e6;
    private static final double MAX_BACKOFF_NANOS = 20e9;
    private static final SdkHttpResponse OK = response(200);
    private static final SdkHttpResponse ERROR = response(500);
    private static final SdkHttpResponse BAD_REQUEST = response(400);
    private static final byte[] SHED =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded\"}".getBytes(StandardCharsets.UTF_8);

    private final String name;
    private final SimulatedClient client;
    private final Workload workload;
    private final FakeClock clock;
    private final Random random;
    private final Recording recording;
    private int calls;

    SimulatedCaller(
            String name,
            SimulatedClient client,
            Workload workload,
            FakeClock clock,
            Random random,
            Recording recording) {
        this.name = name;
        this.client = client;
        this.workload = workload;
        this.clock = clock;
        this.random = random;
        this.recording = recording;
    }

    /** Begins to work, after a pause. */
    void start() {
        clock.schedule(() -> new Call().attempt(), workload.pause(random));
    }

    private static SdkHttpResponse response(int status) {
        return SdkHttpFullResponse.builder().statusCode(status).build();
    }

    /** One call of the application. */
    private final class Call implements HedgeSender<SimulatedTransport> {
        private final SdkHttpRequest request = request(name + "-" + ++calls);
        private final double cost = workload.cost(random);
        private final Recording.Waiting waiting = recording.begun();
        private int attempts;
        private int lastCost;

        /** One attempt of the SDK. */
        void attempt() {
            attempts++;
            send(client.begin(request, this));
        }

        @Override
        public boolean hedge(Supplier<@Nullable Attempt<SimulatedTransport>> second) {
            Attempt<SimulatedTransport> attempt = second.get();
            if (attempt != null) {
                send(attempt);
            }
            return true;
        }

        private void send(Attempt<SimulatedTransport> attempt) {
            Exchange exchange = client.send(attempt, cost, new Exchange.Listener() {
                @Override
                public void replied(Reply reply) {
                    Call.this.replied(attempt, reply);
                }

                @Override
                public void brokenOff() {
                    failed(attempt, Reply.RESET, new IOException("broken off"));
                }
            });
            attempt.onGivenUp(exchange::breakOff);
        }

        private void replied(Attempt<SimulatedTransport> attempt, Reply reply) {
            switch (reply) {
                case OK -> {
                    if (responded(attempt, OK)) {
                        client.tokens().succeeded(lastCost);
                        end(true);
                    }
                }
                case ERROR -> {
                    if (responded(attempt, ERROR)) {
                        retry(reply);
                    }
                }
                case SHED -> {
                    if (attempt.responded(BAD_REQUEST)) {
                        attempt.peek(ByteBuffer.wrap(SHED));
                        attempt.finished();
                        retry(reply);
                    }
                }
                case REFUSED -> failed(attempt, reply, new ConnectException("Connection refused"));
                case RESET -> failed(attempt, reply, new IOException("Connection reset"));
            }
        }

        /** False if another attempt was faster. */
        private boolean responded(Attempt<SimulatedTransport> attempt, SdkHttpResponse response) {
            boolean delivered = attempt.responded(response);
            if (delivered) {
                attempt.finished();
            }
            return delivered;
        }

        /** What a shell does: another node if the core has one, else the SDK's turn, unless another attempt is under way. */
        private void failed(Attempt<SimulatedTransport> attempt, Reply how, IOException failure) {
            Attempt<SimulatedTransport> next = attempt.failed(failure, false);
            if (next != null) {
                send(next);
            } else if (!attempt.isCovered()) {
                retry(how);
            }
        }

        private void retry(Reply after) {
            lastCost = RetryTokens.cost(after);
            if (attempts == MAX_ATTEMPTS || !client.tokens().take(lastCost)) {
                end(false);
                return;
            }
            recording.retried();
            double most = Math.min(MAX_BACKOFF_NANOS, BASE_BACKOFF_NANOS * (1 << (attempts - 1)));
            clock.schedule(this::attempt, Duration.ofNanos((long) (most * random.nextDouble())));
        }

        private void end(boolean well) {
            waiting.ended(well);
            start();
        }
    }

    private static SdkHttpRequest request(String invocationId) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("cluster")
                .port(8000)
                .encodedPath("/")
                .putHeader("Host", "cluster:8000")
                .putHeader("amz-sdk-invocation-id", invocationId)
                .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                .build();
    }
}
