package io.alternator.http.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Each node's view of the cluster. Thread-safe. */
final class Gossip {
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private volatile Duration failureDetectionTime;

    Gossip(Duration failureDetectionTime) {
        this.failureDetectionTime = failureDetectionTime;
    }

    void join(Member member) {
        members.add(member);
    }

    void setFailureDetectionTime(Duration time) {
        failureDetectionTime = time;
    }

    /** The hosts that match the query and that this member sees alive, in the order in which they joined. */
    List<String> hosts(Member viewer, ListQuery query) {
        return members.stream()
                .filter(Member::isListed)
                .filter(member -> query.matches(member.location()))
                .filter(member -> sees(viewer, member))
                .map(member -> member.location().address().host())
                .toList();
    }

    private boolean sees(Member viewer, Member other) {
        return other == viewer || (!viewer.isIsolated() && other.isSeenAlive(failureDetectionTime));
    }
}
