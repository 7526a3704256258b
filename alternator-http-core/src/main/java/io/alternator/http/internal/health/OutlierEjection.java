package io.alternator.http.internal.health;

import io.alternator.http.NodeState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Once per second, compares the 5xx rates of the nodes that are UP and ejects the outliers. For one thread only. */
public final class OutlierEjection {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long lastSecond;

    /** One node's health, and its requests and 5xx of the last seconds. */
    public record Candidate(NodeHealth health, ErrorWindow errors) {
        private boolean isUp() {
            return health.state() == NodeState.UP;
        }

        private void secondPassed() {
            if (isUp()) {
                errors.roll();
            } else {
                errors.restart();
            }
        }
    }

    /** Forgets all counts, because {@link #runIfDue} was not called for a while. */
    public void restart(Stream<Candidate> nodes, long now) {
        lastSecond = now;
        nodes.forEach(node -> node.errors().restart());
    }

    /** If a second has passed since the last run: compares the nodes, ejects outliers, and moves the windows by one second. */
    public void runIfDue(Stream<Candidate> nodes, long now) {
        if (now - lastSecond >= SECOND_NANOS) {
            lastSecond = now;
            List<Candidate> candidates = nodes.toList();
            ejectOutliers(candidates);
            candidates.forEach(Candidate::secondPassed);
        }
    }

    private static void ejectOutliers(List<Candidate> nodes) {
        Map<NodeHealth, OutlierDetector.Errors> up = new LinkedHashMap<>();
        for (Candidate node : nodes) {
            if (node.isUp()) {
                up.put(node.health(), node.errors().latest());
            }
        }
        OutlierDetector outliers = new OutlierDetector(List.copyOf(up.values()));
        up.forEach((health, errors) -> {
            if (outliers.isOutlier(errors)) {
                health.eject(new Health.Finding(Health.OUTLIER, Health.FoundBy.REQUEST, reason(errors)));
            }
        });
    }

    private static String reason(OutlierDetector.Errors errors) {
        return String.format(Locale.ROOT, "5xx: %d of %d, unlike its peers", errors.errors(), errors.requests());
    }
}
