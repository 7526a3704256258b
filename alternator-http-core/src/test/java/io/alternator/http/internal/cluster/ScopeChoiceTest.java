package io.alternator.http.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ScopeChoiceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long NOW = 100 * SECOND;

    /** For each scope, how many seconds a node of it has been UP; negative if none is. */
    private static List<OptionalLong> upFor(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(time -> time < 0 ? OptionalLong.empty() : OptionalLong.of(NOW - (long) (time * SECOND)))
                .toList();
    }

    @Test
    void theScopeInUse_isKept_whileItHasANodeUp() {
        assertThat(ScopeChoice.choose(0, upFor(0, 50), NOW)).isZero();
        assertThat(ScopeChoice.choose(1, upFor(-1, 0, 50), NOW)).isEqualTo(1);
    }

    @Test
    void theFirstOtherScope_isUsedAtOnce_whenItHasNone() {
        assertThat(ScopeChoice.choose(0, upFor(-1, -1, 0), NOW)).isEqualTo(2);
        assertThat(ScopeChoice.choose(2, upFor(-1, 0, -1), NOW)).isEqualTo(1);
    }

    @Test
    void aPreferredScope_isReturnedTo_after2s() {
        assertThat(ScopeChoice.choose(1, upFor(1.9, 50), NOW)).isEqualTo(1);
        assertThat(ScopeChoice.choose(1, upFor(2, 50), NOW)).isZero();
        assertThat(ScopeChoice.nanosUntilReturn(1, upFor(1.5, 50), NOW)).hasValue(SECOND / 2);
        assertThat(ScopeChoice.nanosUntilReturn(0, upFor(1.5, 50), NOW)).isEmpty();
        assertThat(ScopeChoice.nanosUntilReturn(1, upFor(-1, 50), NOW)).isEmpty();
    }

    @Test
    void noNodeUpAnywhere_changesNothing() {
        assertThat(ScopeChoice.choose(1, upFor(-1, -1), NOW)).isEqualTo(1);
    }
}
