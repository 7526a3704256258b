package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.ChildProcess;

/** Controls a {@link NodeProcess} through its standard streams, which the network fault does not affect. */
final class RemoteNode implements AutoCloseable {
    private final ChildProcess process;

    private RemoteNode(ChildProcess process) {
        this.process = process;
    }

    static RemoteNode start(NetworkPlan plan, int index) {
        return new RemoteNode(new ChildProcess(
                IpCommand.startJava(plan.node(index), NodeProcess.class, NodeProcess.arguments(plan, index))));
    }

    /** The number of requests that the node has read so far. */
    long requests() {
        return Long.parseLong(process.query(""));
    }

    @Override
    public void close() {
        process.close();
    }
}
