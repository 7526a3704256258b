package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PatientTimeoutTest {
    private final FakeClock clock = new FakeClock();
    private int runs;
    private final Scheduler.Cancellable timeout =
            PatientTimeout.start(clock, clock, () -> runs++, Duration.ofSeconds(1));

    private void pause(Duration pause) {
        clock.pause(pause);
        clock.runReady();
    }

    @Test
    void withoutAPause_runsOnce_atItsTime() {
        clock.advance(Duration.ofMillis(999));
        assertThat(runs).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(runs).isOne();
        clock.advance(Duration.ofSeconds(5));
        assertThat(runs).isOne();
    }

    @Test
    void afterAPause_theWholeTimeBeginsAnew() {
        clock.advance(Duration.ofMillis(900));
        pause(Duration.ofSeconds(3));
        clock.advance(Duration.ofMillis(999));
        assertThat(runs).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(runs).isOne();
    }

    @Test
    void afterASecondPause_theRestOfTheTimeIsLeft() {
        pause(Duration.ofSeconds(3));
        clock.advance(Duration.ofMillis(900));
        pause(Duration.ofSeconds(3));
        clock.advance(Duration.ofMillis(249));
        assertThat(runs).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(runs).isOne();
    }

    @Test
    void lateStepOnABusyMachine_doesNotCount_andTheOthersDo() {
        clock.advance(Duration.ofMillis(600)); // two steps
        pause(Duration.ofMillis(450)); // 550 ms in all for the third
        clock.advance(Duration.ofMillis(499));
        assertThat(runs).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(runs).isOne();
    }

    @Test
    void shortPauses_countAsTime() {
        clock.advance(Duration.ofMillis(900));
        pause(Duration.ofMillis(200));
        assertThat(runs).isOne();
    }

    @Test
    void processThatNeverRunsInTime_timesOutAllTheSame() {
        for (int i = 0; i < 7; i++) { // three times anew, then four steps
            assertThat(runs).isZero();
            pause(Duration.ofSeconds(3));
        }
        assertThat(runs).isOne();
    }

    @Test
    void cancelledTimeout_neverRuns() {
        clock.advance(Duration.ofMillis(600));
        timeout.cancel();
        clock.advance(Duration.ofSeconds(5));
        assertThat(runs).isZero();
        assertThat(clock.pending()).isZero();
    }
}
