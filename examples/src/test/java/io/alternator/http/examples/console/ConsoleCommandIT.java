package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.examples.Demo;
import io.alternator.http.examples.LocalServer;
import io.alternator.http.examples.Options;
import io.alternator.http.examples.Target;
import io.alternator.http.support.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class ConsoleCommandIT {

    private static int run(String... arguments) {
        List<String> line =
                Stream.concat(Stream.of("--console"), Stream.of(arguments)).toList();
        return Program.run(new Demo(), line, System.out, System.err);
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

    @Test
    void invalidCommands_get400_withTheParameterAndItsValues() throws Exception {
        try (Target target = new Options().open(ConsoleCommand.cluster());
                Console console = new Console(target, new LocalServer("--port", 0))) {
            String node = target.embedded().orElseThrow().node(0).toString();
            assertThat(post(console, "client?strategy=PER_DOG&kind=SYNC")).contains("PER_DOG", "PER_REQUEST");
            assertThat(post(console, "client?strategy=PER_REQUEST")).contains("kind");
            assertThat(post(console, "fault?node=" + node + "&fault=UNLISTED")).contains("UNLISTED", "HUNG");
            assertThat(post(console, "fault?node=" + node)).contains("fault");
            assertThat(post(console, "fault?node=dog&fault=HUNG")).contains("dog", node);
        }
    }

    private static String post(Console console, String command) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(console.uri().resolve("/api/" + command))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        return response.body();
    }
}
