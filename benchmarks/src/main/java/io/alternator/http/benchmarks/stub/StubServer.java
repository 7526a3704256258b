package io.alternator.http.benchmarks.stub;

import com.sun.management.OperatingSystemMXBean;
import io.alternator.http.support.ChildJvm;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of {@link StubCluster}s at a point in time: one per contender, so that their traffic is counted separately.
 *
 * @param cpuNanos CPU time of the whole process so far, for all clusters
 */
public record StubServer(List<StubCluster.State> clusters, long cpuNanos) implements Serializable {

    /**
     * Starts the process, which can be asked for its state.
     *
     * @param slowNodeDelay the response delay of each cluster's last node
     */
    public static ChildJvm<StubServer> start(int clusters, int nodes, Duration slowNodeDelay, StubItem item) {
        return ChildJvm.start(() -> {
            List<StubCluster> serving = Stream.generate(() -> new StubCluster(nodes, slowNodeDelay, item))
                    .limit(clusters)
                    .toList();
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return () -> new StubServer(serving.stream().map(StubCluster::state).toList(), system.getProcessCpuTime());
        });
    }
}
