package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ChildProcess;
import io.alternator.http.benchmarks.common.JavaProcess;
import java.time.Duration;
import java.util.List;

/** Controls a {@link StubServerProcess}. It has one cluster per contender, so that their traffic is counted separately. */
public final class StubServerHandle implements AutoCloseable {
    private final ChildProcess process;
    private final int port;

    private StubServerHandle(ChildProcess process) {
        this.process = process;
        this.port = Integer.parseInt(process.query(StubServerProcess.PORT));
    }

    public static StubServerHandle start(int clusters, int nodes, Duration slowNodeDelay) {
        ChildProcess process = new ChildProcess(JavaProcess.start(
                StubServerProcess.class,
                List.of(Integer.toString(clusters), Integer.toString(nodes), Long.toString(slowNodeDelay.toMillis()))));
        try {
            return new StubServerHandle(process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public List<String> hosts(int cluster) {
        return List.of(process.query(StubServerProcess.HOSTS + " " + cluster).split(","));
    }

    ServerCounters counters(int cluster) {
        return ServerCounters.parse(process.query(StubServerProcess.COUNTERS + " " + cluster));
    }

    @Override
    public void close() {
        process.close();
    }
}
