package io.alternator.http.benchmarks.common;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** A process that is sent lines and answers each with one, and that ends with its standard input. */
public final class Dialogue implements AutoCloseable {
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    public Dialogue(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Its answer; callers take turns. */
    public synchronized String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("a process that served has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("a process that served has ended", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
