package io.alternator.http.internal.simulation;

import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.transport.ControlReply;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A node that serves four requests at once, each in 3 ms on average. Other requests wait in a queue, so latency depends on load.
 * Control calls are not queued, except by a {@linkplain Condition#BUSY busy} node.
 */
final class SimulatedNode {
    static final int SERVED_AT_ONCE = 4;
    static final Duration MEAN_SERVICE = Duration.ofMillis(3);
    static final Duration SLOWNESS = Duration.ofMillis(50);
    static final Duration BUSY_SERVICE = Duration.ofMillis(10);

    /** The minimum service time as a fraction of the mean. The rest is distributed exponentially. */
    private static final double MIN_FRACTION = 0.7;

    private static final Duration NETWORK_DELAY = Duration.ofNanos(200_000);
    private static final Duration CONTROL_CALL = Duration.ofMillis(1);

    private final FakeClock clock;
    private final Random random;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Set<Job> running = new LinkedHashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private Condition condition = Condition.HEALTHY;

    SimulatedNode(FakeClock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    /** A request that the node has received. */
    static final class Job {
        private final double cost;
        private final Consumer<Reply> caller;
        private boolean ended;

        private Job(double cost, Consumer<Reply> caller) {
            this.cost = cost;
            this.caller = caller;
        }

        /** The caller cancelled the request. */
        void cancel() {
            ended = true;
        }

        private void end(Reply reply) {
            if (!ended) {
                ended = true;
                caller.accept(reply);
            }
        }
    }

    /**
     * Takes a request.
     *
     * @param cost service time relative to the mean
     * @param caller receives the reply, later and at most once
     */
    Job serve(double cost, Consumer<Reply> caller) {
        Job job = new Job(cost, caller);
        switch (condition) {
            case DOWN -> clock.schedule(() -> job.end(Reply.REFUSED), NETWORK_DELAY);
            case SHEDDING -> clock.schedule(() -> job.end(Reply.SHED), NETWORK_DELAY);
            case HEALTHY, SLOW, BUSY, HUNG, FAILING -> {
                waiting.add(job);
                startNext();
            }
        }
        return job;
    }

    /** Answers a control call with {@code answer}, as the condition allows. */
    CompletableFuture<ControlReply> controlCall(ControlReply answer) {
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        switch (condition) {
            case DOWN ->
                clock.schedule(() -> reply.completeExceptionally(new ConnectException("refused")), NETWORK_DELAY);
            case HUNG -> held.add(() -> reply.complete(answer));
            case BUSY -> serve(1, served -> reply.complete(answer));
            case SLOW -> clock.schedule(() -> reply.complete(answer), CONTROL_CALL.plus(SLOWNESS));
            case HEALTHY, SHEDDING, FAILING -> clock.schedule(() -> reply.complete(answer), CONTROL_CALL);
        }
        return reply;
    }

    void setCondition(Condition next) {
        condition = next;
        if (next == Condition.DOWN) {
            goDown();
        } else if (next != Condition.HUNG) {
            List<Runnable> released = List.copyOf(held);
            held.clear();
            released.forEach(Runnable::run);
            startNext();
        }
    }

    /** Resets the connection of the request that waits longest. */
    void resetOne() {
        Job first = waiting.poll();
        if (first != null) {
            clock.schedule(() -> first.end(Reply.RESET), NETWORK_DELAY);
        }
    }

    private void startNext() {
        int atOnce = condition == Condition.BUSY ? 1 : SERVED_AT_ONCE;
        while (condition != Condition.HUNG && running.size() < atOnce && !waiting.isEmpty()) {
            Job job = waiting.remove();
            if (!job.ended) {
                running.add(job);
                clock.schedule(() -> finish(job), serviceTime(job));
            }
        }
    }

    private void finish(Job job) {
        if (condition == Condition.HUNG) {
            held.add(() -> finish(job));
        } else if (running.remove(job)) { // else the request was reset when the node went down
            reply(job);
            startNext();
        }
    }

    private void reply(Job job) {
        if (condition == Condition.SLOW) {
            clock.schedule(() -> job.end(Reply.OK), SLOWNESS);
        } else {
            job.end(condition == Condition.FAILING ? Reply.ERROR : Reply.OK);
        }
    }

    private void goDown() {
        List<Job> lost = new ArrayList<>(running);
        lost.addAll(waiting);
        running.clear();
        waiting.clear();
        held.clear();
        lost.forEach(job -> clock.schedule(() -> job.end(Reply.RESET), NETWORK_DELAY));
    }

    private Duration serviceTime(Job job) {
        if (condition == Condition.BUSY) {
            return BUSY_SERVICE;
        }
        double fractionOfMean = MIN_FRACTION - (1 - MIN_FRACTION) * StrictMath.log(1 - random.nextDouble());
        return Duration.ofNanos((long) (job.cost * fractionOfMean * MEAN_SERVICE.toNanos()));
    }
}
