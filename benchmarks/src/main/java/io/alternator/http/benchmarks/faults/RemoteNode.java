package io.alternator.http.benchmarks.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** A {@link NodeProcess}, spoken to through its standard streams, which no fault of the network touches. */
final class RemoteNode implements AutoCloseable {
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    private RemoteNode(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    static RemoteNode start(NetworkPlan plan, int index) {
        List<String> arguments = NodeProcess.arguments(plan, index);
        return new RemoteNode(Ip.startJava(plan.node(index), NodeProcess.class, arguments));
    }

    /** Requests that it has read so far. One thread at a time. */
    synchronized long requests() {
        try {
            questions.write("\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("a node's process has ended");
            }
            return Long.parseLong(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("a node's process has ended", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
