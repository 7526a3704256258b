package io.alternator.http.support;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A part of this program in a new JVM with this JVM's class path. It answers queries, and exits when there can be no more. Its standard
 * error is this one's.
 *
 * @param <T> of its answers
 */
public final class ChildJvm<T extends Serializable> implements AutoCloseable {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private final Process process;

    /** What the child does; the values that a lambda captures go with it. */
    @FunctionalInterface
    public interface Task<T> extends Serializable {
        /** Runs once, in the child. Returns what answers each query. */
        Callable<T> start() throws Exception;
    }

    private ChildJvm(List<String> launcher, List<String> jvmArguments, Task<T> task) {
        List<String> java = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"));
        List<String> classes = List.of("-cp", System.getProperty("java.class.path"), ChildJvm.class.getName());
        try {
            process = new ProcessBuilder(Stream.of(launcher, java, jvmArguments, classes)
                            .flatMap(List::stream)
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            ObjectOutputStream input = new ObjectOutputStream(process.getOutputStream());
            input.writeObject(task);
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a child process", e);
        }
    }

    /** With default JVM arguments. */
    public static <T extends Serializable> ChildJvm<T> start(Task<T> task) {
        return startBy(List.of(), task);
    }

    /** With the same JVM arguments as this one, such as heap size and system properties. */
    public static <T extends Serializable> ChildJvm<T> fork(Task<T> task) {
        return new ChildJvm<>(List.of(), ManagementFactory.getRuntimeMXBean().getInputArguments(), task);
    }

    /** With default JVM arguments, through a launcher command to which the java command line is appended. */
    public static <T extends Serializable> ChildJvm<T> startBy(List<String> launcher, Task<T> task) {
        return new ChildJvm<>(launcher, List.of(), task);
    }

    /** The child's side. */
    public static void main(String[] none) throws Exception {
        Callable<?> answer = ((Task<?>) new ObjectInputStream(System.in).readObject()).start();
        while (System.in.read() >= 0) {
            ObjectOutputStream output = new ObjectOutputStream(System.out);
            output.writeObject(answer.call());
            output.flush();
        }
        System.exit(0); // whatever threads the task has started
    }

    /** Asks the child and returns its answer. Synchronized: one exchange at a time. */
    @SuppressWarnings("unchecked") // the task is a Task<T>
    public synchronized T query() {
        try {
            process.getOutputStream().write('?');
            process.getOutputStream().flush();
            return (T) new ObjectInputStream(process.getInputStream()).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the child process has exited", e);
        }
    }

    /** The same; the child ends with an error if it takes longer. */
    public T query(Duration limit) {
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::close);
        return query();
    }

    /** False if it has failed, or is closed. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
