package io.alternator.http.benchmarks.common;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A child process that answers each line on its standard input with one line, and exits at the end of that input. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Writer requests;
    private final BufferedReader responses;

    public ChildProcess(Process process) {
        this.process = process;
        this.requests = process.outputWriter();
        this.responses = process.inputReader();
    }

    /** Sends a line and returns the answer. Synchronized: one exchange at a time. */
    public synchronized String query(String request) {
        try {
            requests.write(request + "\n");
            requests.flush();
            String response = responses.readLine();
            if (response == null) {
                throw new IllegalStateException("the child process has exited");
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException("the child process has exited", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
