package io.alternator.http.benchmarks.stub;

import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.management.OperatingSystemMXBean;
import io.alternator.http.benchmarks.common.ChildJvm;
import io.netty.channel.EventLoopGroup;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@link StubCluster}s in a process of their own: one per contender, so that their traffic is counted separately. */
public final class StubServerProcess implements AutoCloseable {
    private final ChildJvm process;
    private final State initial;

    /**
     * The server at a point in time.
     *
     * @param cpuNanos CPU time of the whole process so far, for all clusters
     */
    public record State(List<Cluster> clusters, long cpuNanos) {}

    /** One of its clusters. */
    public record Cluster(List<String> hosts, int port, StubCluster.Counters counters) {
        /** The nodes' endpoints. */
        public List<URI> uris() {
            return hosts.stream()
                    .map(host -> URI.create("http://" + host + ":" + port))
                    .toList();
        }
    }

    private StubServerProcess(ChildJvm process) {
        this.process = process;
        this.initial = state();
    }

    /**
     * Starts the server.
     *
     * @param slowNodeDelay the response delay of each cluster's last node
     */
    public static StubServerProcess start(int clusters, int nodes, Duration slowNodeDelay, StubItem item) {
        ChildJvm process = ChildJvm.start(
                StubServerProcess.class, clusters, nodes, slowNodeDelay.toMillis(), item.bytes(), item.chunked());
        try {
            return new StubServerProcess(process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** The process itself. Arguments: those of {@link #start}, the delay in milliseconds. */
    public static void main(String[] args) throws Exception {
        int nodes = Integer.parseInt(args[1]);
        Duration slowNodeDelay = Duration.ofMillis(Long.parseLong(args[2]));
        StubItem item = new StubItem(Integer.parseInt(args[3]), Boolean.parseBoolean(args[4]));
        EventLoopGroup eventLoop = StubCluster.eventLoop();
        List<StubCluster> clusters = Stream.generate(() -> new StubCluster(eventLoop, nodes, slowNodeDelay, item))
                .limit(Integer.parseInt(args[0]))
                .toList();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ChildJvm.serve(() -> new State(
                clusters.stream()
                        .map(cluster -> new Cluster(cluster.hosts(), cluster.port(), cluster.counters()))
                        .toList(),
                system.getProcessCpuTime()));
    }

    /** A cluster as it started. */
    public Cluster cluster(int index) {
        return initial.clusters().get(index);
    }

    /** The server now. */
    public State state() {
        return process.query(new TypeReference<>() {});
    }

    @Override
    public void close() {
        process.close();
    }
}
