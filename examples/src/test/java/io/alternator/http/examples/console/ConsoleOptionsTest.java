package io.alternator.http.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleOptionsTest {

    @Test
    void byDefault_itServesOnPort8080_untilItIsStopped() {
        assertThat(ConsoleOptions.parse("--console")).isEqualTo(new ConsoleOptions(8080, Optional.empty()));
    }

    @Test
    void everyOption_isRead() {
        assertThat(ConsoleOptions.parse(
                        "--endpoint", "http://10.0.0.1:8000", "--port", "0", "--console", "--seconds", "90"))
                .isEqualTo(new ConsoleOptions(0, Optional.of(Duration.ofSeconds(90))));
    }

    @ParameterizedTest
    @CsvSource({
        "--port 65536, --port: '65536' is no number that fits; use 0 to 65535",
        "--port http, --port: 'http' is no number that fits; use 0 to 65535",
        "--seconds 0, --seconds: '0' is no number that fits; use 1 to 2147483647",
        "--port, --port: a value is missing; write it after the option",
    })
    void nonsense_isRefusedWithTheRemedy(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleOptions.parse(line.split(" ")))
                .withMessage(message);
    }

    @Test
    void unknownOption_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleOptions.parse("--console", "--prot", "0"))
                .withMessageStartingWith("--prot: there is no such option");
    }
}
