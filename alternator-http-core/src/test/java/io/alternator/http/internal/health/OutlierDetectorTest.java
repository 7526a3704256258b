package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.OutlierDetector.Errors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutlierDetectorTest {
    private static final Errors HEALTHY = new Errors(1000, 0);

    private static boolean isOutlier(Errors node, Errors... peers) {
        List<Errors> all = new ArrayList<>(List.of(peers));
        all.add(node);
        return new OutlierDetector(all).isOutlier(node);
    }

    @Test
    void nodeWithErrorsThatPeersDoNotHave_isAnOutlier() {
        assertThat(isOutlier(new Errors(100, 50), HEALTHY, HEALTHY)).isTrue();
        assertThat(isOutlier(new Errors(100, 5), HEALTHY, HEALTHY)).isFalse();
        assertThat(isOutlier(HEALTHY, HEALTHY, HEALTHY)).isFalse();
        assertThat(isOutlier(HEALTHY, HEALTHY, new Errors(100, 50))).isFalse();
    }

    @Test
    void errorsOnMostNodes_makeNoOutlier() {
        Errors failing = new Errors(100, 90);
        assertThat(isOutlier(failing, failing, failing)).isFalse();
        assertThat(isOutlier(failing, failing, failing, HEALTHY)).isFalse();
        assertThat(isOutlier(failing, failing, HEALTHY, HEALTHY, HEALTHY)).isTrue();
    }

    @Test
    void fewRequestsOrFewPeers_makeNoOutlier() {
        assertThat(isOutlier(new Errors(19, 19), HEALTHY, HEALTHY)).isFalse();
        assertThat(isOutlier(new Errors(100, 100), HEALTHY)).isFalse();
        assertThat(isOutlier(new Errors(100, 100), HEALTHY, new Errors(10, 0))).isFalse();
    }

    @Test
    void windowForgetsAfterFiveSeconds_andOnRestart() {
        ErrorWindow window = new ErrorWindow();
        window.count(Outcome.SERVER_ERROR);
        window.count(Outcome.SUCCESS);
        for (int second = 0; second < 5; second++) {
            assertThat(window.latest()).isEqualTo(new Errors(2, 1));
            window.roll();
        }
        assertThat(window.latest()).isEqualTo(new Errors(0, 0));
        window.count(Outcome.SERVER_ERROR);
        window.restart();
        assertThat(window.latest()).isEqualTo(new Errors(0, 0));
    }
}
