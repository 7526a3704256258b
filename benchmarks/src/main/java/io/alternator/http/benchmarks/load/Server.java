package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.Dialogue;
import io.alternator.http.benchmarks.common.JavaProcess;
import java.time.Duration;
import java.util.List;

/** A {@link ServerProcess}, with a cluster for each contender, so that what it sees of each is told apart. */
final class Server implements AutoCloseable {
    private final Dialogue process;
    private final int port;

    private Server(Dialogue process) {
        this.process = process;
        this.port = Integer.parseInt(process.ask(ServerProcess.PORT));
    }

    static Server start(int clusters, int nodes, Duration slowness) {
        Dialogue process = new Dialogue(JavaProcess.start(
                ServerProcess.class,
                List.of(Integer.toString(clusters), Integer.toString(nodes), Long.toString(slowness.toMillis()))));
        try {
            return new Server(process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    List<String> hosts(int cluster) {
        return List.of(process.ask(ServerProcess.HOSTS + " " + cluster).split(","));
    }

    Traffic traffic(int cluster) {
        return Traffic.parse(process.ask(ServerProcess.TRAFFIC + " " + cluster));
    }

    @Override
    public void close() {
        process.close();
    }
}
