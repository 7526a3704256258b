package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class ConsoleCommandIT {

    @Test
    void limit_endsIt_withoutFailures() {
        assertThat(ConsoleCommand.run("--console", "--port", "0", "--seconds", "1"))
                .isZero();
    }

    @Test
    void nonsense_andATakenPort_haveAStatusOfTheirOwn() throws IOException {
        assertThat(ConsoleCommand.run("--console", "--port", "none")).isEqualTo(2);
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(ConsoleCommand.run("--console", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(2);
        }
    }

    @Test
    void clusterThatDoesNotAnswer_isSaidToBeSo() throws IOException {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        assertThat(ConsoleCommand.run("--console", "--port", "0", "--endpoint", "http://127.0.0.1:" + nobody))
                .isEqualTo(2);
    }
}
