package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {

    @Test
    void noOptions_useTheEmbeddedClusterWithoutMetricsPort() {
        Options defaults = new Options(
                Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        assertThat(Options.parse()).isEqualTo(defaults);
        assertThat(Options.parse("--embedded")).isEqualTo(defaults);
    }

    @Test
    void optionsAreParsedInAnyOrder() {
        assertThat(Options.parse("--metrics", "0", "--endpoint", "http://10.0.0.1:8000", "--seconds", "600"))
                .isEqualTo(new Options(
                        Optional.of("http://10.0.0.1:8000"),
                        Optional.empty(),
                        OptionalInt.of(600),
                        OptionalInt.of(0),
                        OptionalInt.empty()));
    }

    @Test
    void backendIsAUri() {
        assertThat(Options.parse("--backend", "http://10.0.0.9:8000").backend())
                .hasValue(URI.create("http://10.0.0.9:8000"));
    }

    @Test
    void consolePortDefaultsTo8080() {
        assertThat(Options.parse("--console").consolePort()).hasValue(8080);
        assertThat(Options.parse("--port", "0", "--console").consolePort()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --metric 1                    | --metric: unknown option; use --embedded, --backend
            --metrics                     | --metrics: value missing; write it after the option
            --metrics any                 | --metrics: 'any' is not a whole number; write one
            --metrics 65536               | --metrics: 65536 is out of range; use 0 to 65535
            --console --metrics 0         | --metrics: '0' cannot be combined with --console; the console serves /metrics on its own port
            --port 80                     | --port: 80 is only used with --console; add that, or use --metrics
            --seconds 2                   | --seconds: 2 is out of range; use 3 to 86400
            --seconds 5 --seconds 6       | --seconds: '6' is a second value; give one
            --backend http://             | --backend: 'http://' is not a URI; write http://host:port
            --backend a --endpoint b      | --backend: 'a' cannot be combined with --endpoint; a real cluster keeps its own data
            --embedded --endpoint x       | --endpoint: 'x' cannot be combined with --embedded; leave one out
            """)
    void invalidArgumentsAreRejected_withOptionValueAndRemedy(String line, String message) {
        assertThatThrownBy(() -> Options.parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("\n");
    }
}
