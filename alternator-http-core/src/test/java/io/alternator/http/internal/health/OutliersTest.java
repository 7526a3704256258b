package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.health.Outliers.Errors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutliersTest {
    private static final Errors WELL = new Errors(1000, 0);

    private static boolean isOutlier(Errors node, Errors... peers) {
        List<Errors> all = new ArrayList<>(List.of(peers));
        all.add(node);
        return new Outliers(all).isOutlier(node);
    }

    @Test
    void errorsThatPeersDoNotHave_makeAnOutlier() {
        assertThat(isOutlier(new Errors(100, 50), WELL, WELL)).isTrue();
        assertThat(isOutlier(new Errors(100, 5), WELL, WELL)).isFalse();
        assertThat(isOutlier(WELL, WELL, WELL)).isFalse();
        assertThat(isOutlier(WELL, WELL, new Errors(100, 50))).isFalse();
    }

    @Test
    void errorsThatPeersHaveToo_areTheClusters() {
        Errors ill = new Errors(100, 90);
        assertThat(isOutlier(ill, ill, ill)).isFalse();
        assertThat(isOutlier(ill, ill, ill, WELL)).isFalse();
        assertThat(isOutlier(ill, ill, WELL, WELL, WELL)).isTrue();
    }

    @Test
    void fewRequestsOrFewPeers_tellNothing() {
        assertThat(isOutlier(new Errors(19, 19), WELL, WELL)).isFalse();
        assertThat(isOutlier(new Errors(100, 100), WELL)).isFalse();
        assertThat(isOutlier(new Errors(100, 100), WELL, new Errors(10, 0))).isFalse();
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
