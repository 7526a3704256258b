package io.alternator.http.internal.simulation;

import io.alternator.http.internal.control.ControlReply;
import io.alternator.http.internal.testing.FakeClock;
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
 * A node that serves four requests at once, in 3 ms each on the average, and lets others wait in line: so it matters how much
 * it gets. Control calls pass by the line.
 */
final class SimulatedNode {
    static final int SERVED_AT_ONCE = 4;
    static final Duration MEAN_SERVICE = Duration.ofMillis(3);
    static final Duration SLOWNESS = Duration.ofMillis(50);

    /** The least that a request takes, as part of the mean; the rest is distributed exponentially. */
    private static final double CERTAIN_PART = 0.7;

    private static final Duration WIRE = Duration.ofNanos(200_000);
    private static final Duration CONTROL_CALL = Duration.ofMillis(1);

    private final FakeClock clock;
    private final Random random;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Set<Job> running = new LinkedHashSet<>();
    private final List<Runnable> frozen = new ArrayList<>();
    private Condition condition = Condition.WELL;

    SimulatedNode(FakeClock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    /** A request as the node has it. */
    static final class Job {
        private final double cost;
        private final Consumer<Reply> caller;
        private boolean over;

        private Job(double cost, Consumer<Reply> caller) {
            this.cost = cost;
            this.caller = caller;
        }

        /** The caller hangs up. */
        void cancel() {
            over = true;
        }

        private void end(Reply reply) {
            if (!over) {
                over = true;
                caller.accept(reply);
            }
        }
    }

    /**
     * Takes a request.
     *
     * @param cost in times of the mean
     * @param caller hears of its end, later and at most once
     */
    Job serve(double cost, Consumer<Reply> caller) {
        Job job = new Job(cost, caller);
        switch (condition) {
            case DOWN -> clock.schedule(() -> job.end(Reply.REFUSED), WIRE);
            case SHEDDING -> clock.schedule(() -> job.end(Reply.SHED), WIRE);
            case WELL, SLOW, HUNG, FAILING -> {
                waiting.add(job);
                startNext();
            }
        }
        return job;
    }

    /** Answers a control call with this. */
    CompletableFuture<ControlReply> ask(ControlReply answer) {
        CompletableFuture<ControlReply> reply = new CompletableFuture<>();
        switch (condition) {
            case DOWN -> clock.schedule(() -> reply.completeExceptionally(new ConnectException("refused")), WIRE);
            case HUNG -> frozen.add(() -> reply.complete(answer));
            case SLOW -> clock.schedule(() -> reply.complete(answer), CONTROL_CALL.plus(SLOWNESS));
            case WELL, SHEDDING, FAILING -> clock.schedule(() -> reply.complete(answer), CONTROL_CALL);
        }
        return reply;
    }

    /** From now on it is so. */
    void becomes(Condition next) {
        condition = next;
        if (next == Condition.DOWN) {
            die();
        } else if (next != Condition.HUNG) {
            List<Runnable> thawed = List.copyOf(frozen);
            frozen.clear();
            thawed.forEach(Runnable::run);
            startNext();
        }
    }

    private void startNext() {
        while (condition != Condition.HUNG && running.size() < SERVED_AT_ONCE && !waiting.isEmpty()) {
            Job job = waiting.remove();
            if (!job.over) {
                running.add(job);
                clock.schedule(() -> finish(job), serviceTime(job));
            }
        }
    }

    private void finish(Job job) {
        if (condition == Condition.HUNG) {
            frozen.add(() -> finish(job));
        } else if (running.remove(job)) { // else it died with it
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

    private void die() {
        List<Job> lost = new ArrayList<>(running);
        lost.addAll(waiting);
        running.clear();
        waiting.clear();
        frozen.clear();
        lost.forEach(job -> clock.schedule(() -> job.end(Reply.RESET), WIRE));
    }

    private Duration serviceTime(Job job) {
        double inMeans = CERTAIN_PART - (1 - CERTAIN_PART) * StrictMath.log(1 - random.nextDouble());
        return Duration.ofNanos((long) (job.cost * inMeans * MEAN_SERVICE.toNanos()));
    }
}
