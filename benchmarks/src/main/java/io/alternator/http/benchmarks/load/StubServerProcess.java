package io.alternator.http.benchmarks.load;

import com.fasterxml.jackson.core.type.TypeReference;
import io.alternator.http.benchmarks.common.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A {@link StubServer} in its own process. It has one cluster per contender, so that their traffic is counted separately. */
public final class StubServerProcess implements AutoCloseable {
    private final ChildJvm process;
    private final State initial;

    private record State(int port, List<List<String>> hosts, List<ServerCounters> counters) {}

    private StubServerProcess(ChildJvm process) {
        this.process = process;
        this.initial = state();
    }

    /**
     * Starts the server.
     *
     * @param slowNodeDelay the response delay of each cluster's last node
     */
    public static StubServerProcess start(int clusters, int nodes, Duration slowNodeDelay) {
        ChildJvm process = ChildJvm.start(StubServerProcess.class, clusters, nodes, slowNodeDelay.toMillis());
        try {
            return new StubServerProcess(process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** The process itself. Arguments: those of {@link #start}, the delay in milliseconds. */
    public static void main(String[] args) throws Exception {
        int clusters = Integer.parseInt(args[0]);
        try (StubServer server =
                StubServer.start(clusters, Integer.parseInt(args[1]), Duration.ofMillis(Long.parseLong(args[2])))) {
            ChildJvm.serve(() -> {
                List<StubCluster> all =
                        IntStream.range(0, clusters).mapToObj(server::cluster).toList();
                return new State(
                        server.port(),
                        all.stream().map(StubCluster::hosts).toList(),
                        all.stream().map(StubCluster::counters).toList());
            });
        }
    }

    public int port() {
        return initial.port();
    }

    public List<String> hosts(int cluster) {
        return initial.hosts().get(cluster);
    }

    ServerCounters counters(int cluster) {
        return state().counters().get(cluster);
    }

    private State state() {
        return process.query(new TypeReference<>() {});
    }

    @Override
    public void close() {
        process.close();
    }
}
