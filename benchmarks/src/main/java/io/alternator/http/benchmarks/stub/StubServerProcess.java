package io.alternator.http.benchmarks.stub;

import com.sun.management.OperatingSystemMXBean;
import io.alternator.http.AlternatorConfig;
import io.alternator.http.support.ChildJvm;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@link StubCluster}s in a process of their own: one per contender, so that their traffic is counted separately. */
public final class StubServerProcess implements AutoCloseable {
    private final ChildJvm<State> process;

    /**
     * The server at a point in time.
     *
     * @param cpuNanos CPU time of the whole process so far, for all clusters
     */
    public record State(List<StubCluster.State> clusters, long cpuNanos) implements Serializable {}

    /**
     * Starts the server.
     *
     * @param slowNodeDelay the response delay of each cluster's last node
     */
    public StubServerProcess(int clusters, int nodes, Duration slowNodeDelay, StubItem item) {
        process = ChildJvm.start(() -> serve(clusters, nodes, slowNodeDelay, item));
    }

    private static Callable<State> serve(int count, int nodes, Duration slowNodeDelay, StubItem item) {
        List<StubCluster> clusters = Stream.generate(() -> new StubCluster(nodes, slowNodeDelay, item))
                .limit(count)
                .toList();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return () -> new State(clusters.stream().map(StubCluster::state).toList(), system.getProcessCpuTime());
    }

    /** The configuration of a client of this cluster. */
    public AlternatorConfig.Builder config(int cluster) {
        return state().clusters().get(cluster).config();
    }

    /** The server now. */
    public State state() {
        return process.query();
    }

    @Override
    public void close() {
        process.close();
    }
}
