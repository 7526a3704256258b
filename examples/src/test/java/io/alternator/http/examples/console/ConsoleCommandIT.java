package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.examples.Options;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class ConsoleCommandIT {

    private static int run(String... arguments) {
        return ConsoleCommand.run(Options.parse(
                Stream.concat(Stream.of("--console"), Stream.of(arguments)).toArray(String[]::new)));
    }

    @Test
    void endsAfterTheGivenSeconds_withStatus0() {
        assertThat(run("--seconds", "3", "--port", "0")).isZero();
    }

    @Test
    void takenPort_endsWithStatus2() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(run("--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
        }
    }

    @Test
    void unreachableCluster_endsWithStatus2() throws IOException {
        int unusedPort;
        try (ServerSocket closed = new ServerSocket(0)) {
            unusedPort = closed.getLocalPort();
        }
        assertThat(run("--port", "0", "--endpoint", "http://127.0.0.1:" + unusedPort))
                .isEqualTo(2);
    }
}
