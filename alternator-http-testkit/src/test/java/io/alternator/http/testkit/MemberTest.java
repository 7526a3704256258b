package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class MemberTest {
    private static final Duration DETECTION = Duration.ofSeconds(20);
    private static final NodeAddress ADDRESS = new NodeAddress("127.0.1.1", 8000);

    private long now = -5;
    private final Member member = new Member(new Location(ADDRESS, ADDRESS, "dc1", "r1"), () -> now);

    private void advance(Duration time) {
        now += time.toNanos();
    }

    @Test
    void reachableMemberIsAlive() {
        assertThat(member.isSeenAlive(Duration.ZERO)).isTrue();
    }

    @Test
    void stoppedMemberIsSeenAliveForTheDetectionTime() {
        member.setStopped(true);
        advance(DETECTION.minusNanos(1));
        assertThat(member.isSeenAlive(DETECTION)).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(member.isSeenAlive(DETECTION)).isFalse();
        assertThat(member.isSeenAlive(ChronoUnit.FOREVER.getDuration())).isTrue();
        member.setStopped(false);
        assertThat(member.isSeenAlive(DETECTION)).isTrue();
    }

    @Test
    void detectionTimeStartsWhenTheMemberBecomesUnreachable_notWithASecondCause() {
        member.setIsolated(true);
        advance(DETECTION);
        member.setStopped(true);
        member.setIsolated(false);
        assertThat(member.isSeenAlive(DETECTION)).isFalse();
        member.setStopped(false);
        member.setIsolated(true);
        assertThat(member.isSeenAlive(DETECTION)).isTrue();
    }
}
