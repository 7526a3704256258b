package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.internal.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ActivityLoopTest {
    private static final int IDLE_RUNS = 3;

    private final FakeClock clock = new FakeClock();
    private final RecordingTask task = new RecordingTask();
    private final ActivityLoop loop = new ActivityLoop(clock, IDLE_RUNS, task);

    /** Counts its calls and runs the actions that the test sets. */
    private static final class RecordingTask implements ActivityLoop.Task {
        private Duration firstDelay = Duration.ofMillis(50);
        private Duration delay = Duration.ofMillis(50);
        private Runnable onWake = () -> {};
        private Runnable onRun = () -> {};
        private Runnable onBusyCheck = () -> {};
        private boolean busy;
        private int wakes;
        private int runs;
        private int busyChecks;

        @Override
        public Duration wake() {
            wakes++;
            onWake.run();
            return firstDelay;
        }

        @Override
        public Duration run() {
            runs++;
            onRun.run();
            return delay;
        }

        @Override
        public boolean isBusy() {
            busyChecks++;
            onBusyCheck.run();
            return busy;
        }
    }

    private static void fail() {
        throw new IllegalStateException("thrown by the test");
    }

    private void advance(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    /** Advances time and expects the task to throw. */
    private void advanceToFailure(long millis) {
        assertThatThrownBy(() -> advance(millis)).hasMessage("thrown by the test");
    }

    @Test
    void loopThatWasNeverWoken_schedulesNothing() {
        advance(10_000);
        assertThat(task.wakes).isZero();
        assertThat(clock.pending()).isZero();
    }

    @Test
    void wakeDoesNotCallTheTaskInTheCallersThread() {
        loop.wake();
        assertThat(task.wakes).isZero();
        assertThat(clock.pending()).isEqualTo(1);
    }

    @Test
    void firstRunFollowsAfterTheDelayReturnedByWake() {
        loop.wake();
        clock.runReady();
        assertThat(task.wakes).isEqualTo(1);
        advance(49);
        assertThat(task.runs).isZero();
        advance(1);
        assertThat(task.runs).isEqualTo(1);
    }

    @Test
    void firstDelayOfZero_runsAtOnce_withoutSchedulingAgain() {
        task.firstDelay = Duration.ZERO;
        boolean[] another = {false};
        loop.wake();
        clock.execute(() -> another[0] = true);
        task.onRun = () -> assertThat(another[0]).isFalse();
        clock.runReady();
        assertThat(task.runs).isEqualTo(1);
        assertThat(clock.pending()).isEqualTo(1);
    }

    @Test
    void laterRunsFollowAfterTheDelayReturnedByThePreviousRun() {
        task.busy = true;
        task.delay = Duration.ofMillis(20);
        loop.wake();
        advance(50);
        advance(19);
        assertThat(task.runs).isEqualTo(1);
        advance(1);
        assertThat(task.runs).isEqualTo(2);
        task.delay = Duration.ofMillis(5);
        advance(20);
        assertThat(task.runs).isEqualTo(3);
        advance(5);
        assertThat(task.runs).isEqualTo(4);
    }

    @Test
    void laterDelayOfZero_isScheduled_soThatOtherTasksRunInBetween() {
        task.delay = Duration.ZERO;
        loop.wake();
        advance(49);
        boolean[] another = {false};
        task.onRun = () -> {
            if (task.runs == 1) {
                clock.execute(() -> another[0] = true);
            } else {
                assertThat(another[0]).isTrue();
            }
        };
        advance(1);
        assertThat(task.runs).isEqualTo(IDLE_RUNS);
    }

    @Test
    void wakeWhileAwake_schedulesNothing() {
        loop.wake();
        loop.wake();
        clock.runReady();
        loop.wake();
        assertThat(clock.pending()).isEqualTo(1);
        assertThat(task.wakes).isEqualTo(1);
    }

    @Test
    void idleLoopSleepsAfterTheConfiguredNumberOfRuns() {
        loop.wake();
        advance(10_000);
        assertThat(task.runs).isEqualTo(IDLE_RUNS);
        assertThat(task.busyChecks).isEqualTo(IDLE_RUNS + 1); // one after each run, one before it sleeps
        assertThat(clock.pending()).isZero();
    }

    @Test
    void busyRunResetsTheCountOfIdleRuns() {
        loop.wake();
        advance(100);
        task.busy = true;
        advance(50);
        task.busy = false;
        advance(100);
        assertThat(task.runs).isEqualTo(5);
        assertThat(clock.pending()).isEqualTo(1);
        advance(50);
        assertThat(task.runs).isEqualTo(6);
        assertThat(clock.pending()).isZero();
    }

    @Test
    void busyLoopDoesNotSleep() {
        task.busy = true;
        loop.wake();
        advance(5_000);
        assertThat(task.runs).isEqualTo(100);
        assertThat(task.wakes).isEqualTo(1);
    }

    @Test
    void sleepingLoopCanBeWoken_andCountsIdleRunsFromZero() {
        loop.wake();
        advance(10_000);
        loop.wake();
        advance(100);
        assertThat(task.wakes).isEqualTo(2);
        assertThat(task.runs).isEqualTo(IDLE_RUNS + 2);
        assertThat(clock.pending()).isEqualTo(1);
    }

    @Test
    void workThatArrivesAfterTheLastRun_wakesTheLoopAgain() {
        task.onBusyCheck = () -> {
            loop.wake(); // has no effect while the loop is awake
            task.busy = task.busyChecks == IDLE_RUNS + 1;
        };
        loop.wake();
        advance(50 * IDLE_RUNS);
        assertThat(task.wakes).isEqualTo(2);
        assertThat(clock.pending()).isEqualTo(1);
        advance(50);
        assertThat(task.runs).isEqualTo(IDLE_RUNS + 1);
    }

    @Test
    void exceptionOfARunReachesTheScheduler_andTheNextRunFollowsAfterTheSameDelay() {
        task.busy = true;
        loop.wake();
        advance(50);
        task.onRun = ActivityLoopTest::fail;
        advanceToFailure(50);
        task.onRun = () -> {};
        advance(49);
        assertThat(task.runs).isEqualTo(2);
        advance(1);
        assertThat(task.runs).isEqualTo(3);
    }

    @Test
    void errorDoesNotEndTheLoop() {
        task.onRun = () -> {
            throw new AssertionError("thrown by the test");
        };
        loop.wake();
        advanceToFailure(50);
        assertThat(clock.pending()).isEqualTo(1);
    }

    @Test
    void runThatThrowsWithADelayOfZero_isRepeatedAfterTenMilliseconds() {
        task.firstDelay = Duration.ZERO;
        task.onRun = ActivityLoopTest::fail;
        loop.wake();
        advanceToFailure(0);
        advance(9);
        assertThat(task.runs).isEqualTo(1);
        advanceToFailure(1);
        assertThat(task.runs).isEqualTo(2);
    }

    @Test
    void runsThatThrow_countAsIdle_andTheLoopSleepsIfThereIsNoWork() {
        task.onRun = ActivityLoopTest::fail;
        loop.wake();
        for (int i = 0; i < IDLE_RUNS; i++) {
            assertThat(clock.pending()).isEqualTo(1);
            advanceToFailure(50);
        }
        assertThat(clock.pending()).isZero();
    }

    @Test
    void runsThatThrow_doNotPutTheLoopToSleep_whileThereIsWork() {
        task.busy = true;
        task.onRun = ActivityLoopTest::fail;
        loop.wake();
        for (int i = 0; i < 3 * IDLE_RUNS; i++) {
            advanceToFailure(50);
        }
        assertThat(clock.pending()).isEqualTo(1);
        assertThat(task.wakes).isEqualTo(3);
    }

    @Test
    void wakeThatThrows_doesNotEndTheLoop() {
        task.onWake = ActivityLoopTest::fail;
        loop.wake();
        advanceToFailure(0);
        advance(10);
        assertThat(task.runs).isEqualTo(1);
    }

    @Test
    void busyCheckThatThrows_doesNotEndTheLoop() {
        task.busy = true;
        loop.wake();
        task.onBusyCheck = ActivityLoopTest::fail;
        advanceToFailure(50);
        task.onBusyCheck = () -> {};
        advance(50);
        assertThat(task.runs).isEqualTo(2);
    }

    @Test
    void busyCheckThatThrowsBeforeSleep_leavesALoopThatCanBeWoken() {
        task.onBusyCheck = () -> {
            if (task.busyChecks == IDLE_RUNS + 1) {
                fail();
            }
        };
        loop.wake();
        advance(50 * IDLE_RUNS - 1);
        advanceToFailure(1);
        assertThat(clock.pending()).isZero();
        loop.wake();
        advance(50);
        assertThat(task.runs).isEqualTo(IDLE_RUNS + 1);
    }

    @Test
    void closingTheSchedulerEndsTheLoop() {
        task.busy = true;
        loop.wake();
        advance(50);
        clock.close();
        advance(10_000);
        assertThat(task.runs).isEqualTo(1);
    }
}
