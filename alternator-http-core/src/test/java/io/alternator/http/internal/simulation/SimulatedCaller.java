package io.alternator.http.internal.simulation;

import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.call.Next;
import io.alternator.http.internal.operation.RequestBody;
import io.alternator.http.internal.testing.FakeClock;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * An application thread that uses the SDK: it calls, waits for the answer, pauses, and calls again. A call is up to nine
 * attempts with the same invocation id. Between attempts there is a back-off of 25 ms base with full jitter. Retries need retry
 * tokens.
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

    /** Begins the next call after a pause. */
    void start() {
        clock.schedule(this::call, workload.pause(random));
    }

    /** Begins the next call now. */
    void call() {
        new ApplicationCall().attempt();
    }

    private static SdkHttpResponse response(int status) {
        return SdkHttpFullResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .build();
    }

    /** One call of the application. */
    private final class ApplicationCall implements HedgeExecutor {
        private final SdkHttpRequest request = request(name + "-" + ++calls);
        private final double cost = workload.cost(random);
        private final Recording.PendingCall pending = recording.callStarted();
        private int attempts;
        private @Nullable Call current;
        private int lastCost;

        /** One attempt of the SDK. */
        void attempt() {
            attempts++;
            Call call = client.newCall(request, this);
            current = call;
            if (call.next(RequestBody.UNREADABLE) instanceof Next.Send send) {
                send(call, send.attempt());
            }
        }

        @Override
        public boolean execute(Supplier<Next> second) {
            if (second.get() instanceof Next.Send send) {
                send(Objects.requireNonNull(current), send.attempt());
            }
            return true;
        }

        private void send(Call call, Attempt attempt) {
            Exchange exchange = client.send(attempt, cost, new Exchange.Listener() {
                @Override
                public void replied(Reply reply) {
                    ApplicationCall.this.replied(call, attempt, reply);
                }

                @Override
                public void cancelled() {
                    failed(call, attempt, Reply.RESET, new IOException("cancelled"));
                }
            });
            attempt.onCancel(exchange::cancel);
        }

        private void replied(Call call, Attempt attempt, Reply reply) {
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
                case SHED -> refused(call, attempt);
                case REFUSED -> failed(call, attempt, reply, new ConnectException("Connection refused"));
                case RESET -> failed(call, attempt, reply, new IOException("Connection reset"));
            }
        }

        private void refused(Call call, Attempt attempt) {
            boolean held = attempt.mayBeRefused(BAD_REQUEST);
            attempt.readAhead(ByteBuffer.wrap(SHED));
            Next next = held && attempt.isRefused() ? call.refused(attempt, true) : null;
            if (next instanceof Next.Send send) {
                send(call, send.attempt());
            } else if (next == null && attempt.responded(BAD_REQUEST)) {
                attempt.inspect(ByteBuffer.wrap(SHED));
                attempt.finished();
                retry(Reply.SHED);
            }
        }

        /** Ends the attempt with this response. Returns false if another attempt was faster. */
        private boolean responded(Attempt attempt, SdkHttpResponse response) {
            boolean delivered = attempt.responded(response);
            if (delivered) {
                attempt.finished();
            }
            return delivered;
        }

        private void failed(Call call, Attempt attempt, Reply reply, IOException failure) {
            Next next = call.after(attempt, failure);
            if (next instanceof Next.Send send) {
                send(call, send.attempt());
            } else if (next instanceof Next.Fail) {
                retry(reply);
            }
        }

        private void retry(Reply after) {
            lastCost = RetryTokens.cost(after);
            if (attempts == MAX_ATTEMPTS || !client.tokens().tryAcquire(lastCost)) {
                end(false);
                return;
            }
            recording.retried();
            double maxBackoff = Math.min(MAX_BACKOFF_NANOS, BASE_BACKOFF_NANOS * (1 << (attempts - 1)));
            clock.schedule(this::attempt, Duration.ofNanos((long) (maxBackoff * random.nextDouble())));
        }

        private void end(boolean success) {
            pending.ended(success);
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
