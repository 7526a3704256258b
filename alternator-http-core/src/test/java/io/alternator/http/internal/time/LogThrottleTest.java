package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogThrottleTest {
    private final FakeClock clock = new FakeClock();
    private final LogThrottle throttle = new LogThrottle(Duration.ofMinutes(1), clock);

    @Test
    void firstIsAllowed_thenOnePerInterval() {
        assertThat(throttle.tryAcquire()).isTrue();
        assertThat(throttle.tryAcquire()).isFalse();
        clock.advance(Duration.ofSeconds(59)); // past the clock's wrap
        assertThat(throttle.tryAcquire()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(throttle.tryAcquire()).isTrue();
        assertThat(throttle.tryAcquire()).isFalse();
    }
}
