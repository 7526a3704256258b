package io.alternator.http.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PoolUseTest {

    @ParameterizedTest
    @CsvSource({
        "512, 400, 112, 3, true", // each node may be asked for 400 at once
        "512, 150, 362, 3, false", // full, and large enough
        "512, 400, 100, 3, false", // not full
        "512, 400, 112, 1, false",
        "0, 400, 112, 3, false" // unknown
    })
    void poolIsTooSmall_ifItIsFullAndItsCallersMayUseMore(
            int max, int leased, int available, int nodes, boolean tooSmall) {
        assertThat(new PoolUse(max, leased, available).isTooSmallFor(nodes)).isEqualTo(tooSmall);
    }
}
