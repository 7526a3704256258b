package io.alternator.http.benchmarks.common;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A class of this program in a new JVM with this JVM's class path. It answers each line on its standard input with a line of JSON, and
 * exits at the end of that input. Standard error is inherited.
 */
public final class ChildJvm implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private final Process process;
    private final Writer requests;
    private final BufferedReader responses;

    private ChildJvm(List<String> launcher, List<String> jvmArguments, Class<?> main, List<String> arguments) {
        List<String> java = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"));
        List<String> classes = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        try {
            process = new ProcessBuilder(Stream.of(launcher, java, jvmArguments, classes, arguments)
                            .flatMap(List::stream)
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + main.getSimpleName(), e);
        }
        requests = process.outputWriter();
        responses = process.inputReader();
    }

    /** With the same JVM arguments as this one, such as heap size and system properties. */
    public static ChildJvm fork(Class<?> main, List<String> arguments) {
        return new ChildJvm(List.of(), ManagementFactory.getRuntimeMXBean().getInputArguments(), main, arguments);
    }

    /** With default JVM arguments. */
    public static ChildJvm start(Class<?> main, Object... arguments) {
        return startBy(
                List.of(), main, Stream.of(arguments).map(String::valueOf).toList());
    }

    /** The same, through a launcher command to which the java command line is appended. */
    public static ChildJvm startBy(List<String> launcher, Class<?> main, List<String> arguments) {
        return new ChildJvm(launcher, List.of(), main, arguments);
    }

    /** Sends an empty line and returns the answer. Synchronized: one exchange at a time. */
    public synchronized <T> T query(TypeReference<T> type) {
        try {
            requests.write('\n');
            requests.flush();
            String response = responses.readLine();
            if (response == null) {
                throw new IllegalStateException("the child process has exited");
            }
            return JSON.readValue(response, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the child process has exited", e);
        }
    }

    /** The child's side: answers until the end of the input. */
    public static void serve(Callable<?> answer) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        while (input.readLine() != null) {
            System.out.println(JSON.writeValueAsString(answer.call()));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
