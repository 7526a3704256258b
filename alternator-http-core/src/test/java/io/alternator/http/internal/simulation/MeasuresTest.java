package io.alternator.http.internal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alternator.http.internal.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuresTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Trouble TROUBLE = new Trouble(List.of(2), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private final FakeClock clock = new FakeClock();
    private final Recording recording = new Recording(clock, 2, LENGTH);

    /** Calls of 10 ms one after another, alternating between n1 and n2 or on n1 only. */
    private void calls(double seconds, boolean onBoth) {
        for (int i = 0; i < seconds * 100; i++) {
            call(onBoth ? 1 + i % 2 : 1, 10, true);
        }
    }

    private void call(int node, int millis, boolean success) {
        Recording.PendingCall call = recording.callStarted();
        recording.sent(node);
        clock.advance(Duration.ofMillis(millis));
        call.ended(success);
    }

    private Measures measures() {
        return new Measures(recording, LENGTH);
    }

    @Test
    void percentiles() {
        for (int millis = 1; millis <= 100; millis++) {
            call(1, millis, true);
        }
        assertThat(measures().percentileMillis(50)).isEqualTo(50);
        assertThat(measures().percentileMillis(99)).isEqualTo(99);
        assertThat(measures().percentileMillis(100)).isEqualTo(100);
    }

    @Test
    void troubleWithoutBadCalls_isOverAtOnce() {
        calls(10, true);
        assertThat(measures().recoveredAfterSeconds(TROUBLE)).isZero();
    }

    @Test
    void oneFailureMakesAHalfSecondBad() {
        calls(4.1, true);
        call(2, 10, false);
        calls(5, true);
        assertThat(measures().recoveredAfterSeconds(TROUBLE)).isEqualTo(2.5); // time is measured in half seconds
        assertThat(measures().failed()).isEqualTo(1);
    }

    @Test
    void oneSlowCallInFiftyMakesAHalfSecondBad() {
        calls(4.1, true);
        call(2, 31, true);
        calls(5, true);
        assertThat(measures().recoveredAfterSeconds(TROUBLE)).isEqualTo(2.5);
    }

    @Test
    void badLastHalfSecond_meansNoRecovery() {
        calls(9.9, true);
        call(1, 50, false);
        assertThat(measures().recoveredAfterSeconds(TROUBLE)).isInfinite();
    }

    @Test
    void sharesAreThoseDuringTheTrouble() {
        calls(3.5, true);
        calls(3, false);
        calls(3.5, true);
        assertThat(measures().shareDuring(TROUBLE)).isCloseTo(0.25, within(0.01));
        assertThat(measures().shareRecoveredAfterSeconds(TROUBLE)).hasValue(1.5);
        assertThat(measures().evenness(number -> true)[1]).isCloseTo(1.3, within(0.01));
    }

    @Test
    void barOfHalfTheHeightIsTheFairShare() {
        assertThat(Plot.bar(0)).isEqualTo('·');
        assertThat(Plot.bar(0.01)).isEqualTo('▁');
        assertThat(Plot.bar(1)).isEqualTo('▄');
        assertThat(Plot.bar(5)).isEqualTo('█');
    }
}
