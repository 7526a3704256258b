package io.alternator.http.internal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.transport.Transports;
import io.alternator.http.internal.transport.WrappedClients;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        assertThat(new PoolUse(max, 0, leased, available).isTooSmallFor(nodes)).isEqualTo(tooSmall);
    }

    @ParameterizedTest
    @CsvSource({"150, 0, 75", "1, 0, 1", "0, 50, 50", "0, 0, 25"})
    void nodeMayHaveHalfOfASharedPool_allOfItsOwn_and25IfThePoolIsNotKnown(int max, int maxPerNode, int limit) {
        Transports transports =
                WrappedClients.shared(new FakeTransport().pool(new PoolUse(max, maxPerNode, 0, 0)), Runnable::run);
        assertThat(transports.maxInFlightPerNode()).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({"15, true", "16, false", "0, false"})
    void controlCallsMayWaitForAPoolOfTheirOwn_ifItIsSmall(int max, boolean mayWait) {
        Transports transports = WrappedClients.perNode(
                () -> new FakeTransport().pool(new PoolUse(max, 0, 0, 0)), Optional.empty(), Runnable::run);
        assertThat(transports.controlMayBeHeldUp()).isEqualTo(mayWait);
    }

    @Test
    void controlCallsMayBeHeldUp_byCallbacksOnTheClientsThreads_alsoWithAClientOfTheirOwn() {
        Transports transports =
                WrappedClients.perNode(() -> new FakeTransport().withCallbacks(), Optional.empty(), Runnable::run);
        assertThat(transports.controlMayBeHeldUp()).isTrue();
    }
}
