package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outliers.Errors;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutliersTest {
    private static final Errors WELL = new Errors(1000, 0);

    @Test
    void errorsThatPeersDoNotHave_makeAnOutlier() {
        assertThat(Outliers.isOutlier(new Errors(100, 50), List.of(WELL, WELL))).isTrue();
        assertThat(Outliers.isOutlier(new Errors(100, 5), List.of(WELL, WELL))).isFalse();
        assertThat(Outliers.isOutlier(WELL, List.of(WELL, WELL))).isFalse();
    }

    @Test
    void errorsThatPeersHaveToo_areTheClusters() {
        Errors ill = new Errors(100, 90);
        assertThat(Outliers.isOutlier(ill, List.of(ill, ill))).isFalse();
        assertThat(Outliers.isOutlier(ill, List.of(ill, ill, WELL))).isFalse();
    }

    @Test
    void fewRequestsOrFewPeers_tellNothing() {
        assertThat(Outliers.isOutlier(new Errors(19, 19), List.of(WELL, WELL))).isFalse();
        assertThat(Outliers.isOutlier(new Errors(100, 100), List.of(WELL))).isFalse();
        assertThat(Outliers.isOutlier(new Errors(100, 100), List.of(WELL, new Errors(10, 0))))
                .isFalse();
    }

    @Test
    void windowForgetsWhatIsOlderThanFiveSeconds_andAllOnRestart() {
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
