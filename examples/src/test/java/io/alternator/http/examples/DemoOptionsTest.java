package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.support.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoOptionsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String line) {
        return Program.run(new Demo(), List.of(line.split(" ")), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--embedded", "--endpoint", "--backend", "--seconds", "--metrics", "--console", "--port");
    }

    /** The texts are in a resource bundle, where a missing one is no error. */
    @Test
    void everyOptionIsDescribed() {
        assertThat(Program.commandLine(new Demo()).getCommandSpec().options())
                .hasSize(8)
                .allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --metric 1                    | --metric: unknown option; see --help
            --metrics                     | --metrics: missing value; write it after the option
            --metrics any                 | --metrics: 'any' is not a whole number; give one
            --metrics 65536               | --metrics: 65536 is out of range; use 0 to 65535
            --console --metrics 0         | --metrics: '0' cannot be combined with --console; the console serves /metrics on its own port
            --port 80                     | --port: 80 is only used with --console; add that, or use --metrics
            --seconds 2                   | --seconds: 2 is out of range; use 3 to 86400
            --seconds 5 --seconds 6       | --seconds: given twice; give only one
            --backend http://             | --backend: 'http://' is not a URI; write http://host:port
            --backend localhost           | --backend: 'localhost' is not the URI of a server; use
            --backend a --endpoint b      | --backend: 'a' cannot be combined with --endpoint; a real cluster keeps its own data
            --embedded --endpoint x       | --endpoint: 'x' cannot be combined with --embedded; leave one out
            """)
    void invalidArgumentsAreRejected_withOptionValueAndRemedy(String line, String message) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith(message);
    }
}
