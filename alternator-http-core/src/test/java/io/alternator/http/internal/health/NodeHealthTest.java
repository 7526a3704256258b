package io.alternator.http.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.HealthSettings;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.TestIdentity;
import org.junit.jupiter.api.Test;

final class NodeHealthTest {
    private final FakeClock clock = new FakeClock();

    private NodeHealth node(boolean isSeed, Health initial) {
        NodeHealth.Peers none = new NodeHealth.Peers() {
            @Override
            public boolean isAnotherUp() {
                return false;
            }

            @Override
            public boolean mayEjectAsSlow() {
                return false;
            }
        };
        return new NodeHealth(
                Node.at("http", new NodeAddress("10.0.0.1", 8000)),
                isSeed,
                initial,
                HealthSettings.DEFAULT,
                clock,
                clock,
                none,
                (from, to) -> {},
                TestIdentity.ORDERS);
    }

    @Test
    void nodeIsProven_byTheAnswerToARequest_orToACheck() {
        NodeHealth byRequest = node(false, Health.up(0));
        byRequest.requestEnded(Outcome.CLIENT_ERROR);
        assertThat(byRequest.mayBeOtherServer()).isTrue();
        byRequest.requestEnded(Outcome.SUCCESS); // any web server may answer 200
        assertThat(byRequest.mayBeOtherServer()).isTrue();
        byRequest.answeredAsNode();
        byRequest.requestEnded(Outcome.CLIENT_ERROR);
        assertThat(byRequest.mayBeOtherServer()).isFalse();

        NodeHealth byCheck = node(false, Health.joining(0));
        byCheck.probeFailed(new CheckResult.Dead(Outcome.CONNECT_ERROR));
        assertThat(byCheck.mayBeOtherServer()).isTrue();
        byCheck.probeSucceeded();
        byCheck.requestEnded(Outcome.SERVER_ERROR);
        assertThat(byCheck.mayBeOtherServer()).isFalse();
    }

    @Test
    void nodeProvesItselfAnew_afterItsConnectionsWereRefused_orItLeftTheList() {
        NodeHealth node = node(false, Health.joining(0));
        node.probeSucceeded();
        node.requestEnded(Outcome.CONNECT_ERROR);
        assertThat(node.mayBeOtherServer()).isTrue();
        node.probeSucceeded();
        assertThat(node.mayBeOtherServer()).isFalse();
        node.removedFromList();
        assertThat(node.mayBeOtherServer()).isTrue();
    }

    @Test
    void seedIsANode_butMayNotBeThereUntilItAnswers() {
        NodeHealth seed = node(true, Health.up(0));
        assertThat(seed.mayBeOtherServer()).isFalse();
        assertThat(seed.isUnansweredSeed()).isTrue();
        seed.requestEnded(Outcome.CONNECT_ERROR);
        assertThat(seed.isUnansweredSeed()).isTrue();
        seed.requestEnded(Outcome.CLIENT_ERROR);
        assertThat(seed.isUnansweredSeed()).isFalse();
    }
}
