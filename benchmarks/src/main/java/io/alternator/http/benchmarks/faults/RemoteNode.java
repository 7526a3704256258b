package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.Dialogue;

/** A {@link NodeProcess}, spoken to through its standard streams, which no fault of the network touches. */
final class RemoteNode implements AutoCloseable {
    private final Dialogue process;

    private RemoteNode(Dialogue process) {
        this.process = process;
    }

    static RemoteNode start(NetworkPlan plan, int index) {
        return new RemoteNode(
                new Dialogue(Ip.startJava(plan.node(index), NodeProcess.class, NodeProcess.arguments(plan, index))));
    }

    /** Requests that it has read so far. */
    long requests() {
        return Long.parseLong(process.ask(""));
    }

    @Override
    public void close() {
        process.close();
    }
}
