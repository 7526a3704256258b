package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.benchmarks.common.ClientKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void nothingGiven_isBothStrategiesAgainstBareTwice_signed() {
        Options options = parse("");
        assertThat(options.clients()).containsExactly(ClientKind.APACHE, ClientKind.NETTY);
        assertThat(options.contenders())
                .containsExactly(Contender.BARE, Contender.BARE_AGAIN, Contender.PER_REQUEST, Contender.PER_CONNECTION);
        assertThat(options.concurrencies()).containsExactly(1, 32);
        assertThat(options.signed()).isTrue();
        assertThat(options.slowness()).isZero();
        assertThat(parse("--slow 50").slowness()).isEqualTo(Duration.ofMillis(50));
        assertThat(parse("--anonymous").signed()).isFalse();
    }

    @Test
    void lengthIsThatOfAllTurns() {
        assertThat(parse("--client apache --contender bare,per-request --concurrency 1,2,3 --warmup 5 --rounds 4"
                                + " --turn 2000")
                        .length())
                .isEqualTo(Duration.ofSeconds(3 * 2 * (5 + 4 * 2)));
        assertThat(parse("--forks 10").length()).isEqualTo(parse("").length().multipliedBy(10));
    }

    @Test
    void commandLineOfOneOfAll_saysTheSame() {
        Options options =
                parse("--anonymous --contender all --slow 50 --warmup 3 --rounds 4 --turn 2000 --nodes 5 --forks 6");
        Options one = Options.parse(options.only(ClientKind.NETTY, 32));
        assertThat(one)
                .isEqualTo(new Options(
                        List.of(ClientKind.NETTY),
                        List.of(Contender.values()),
                        List.of(32),
                        5,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(2),
                        1,
                        false));
        assertThat(Options.parse(parse("").only(ClientKind.APACHE, 1)).signed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --fault killed               | --fault: there is no such option; --help lists them
            --anonymous yes              | yes: there is no such option; --help lists them
            --rounds                     | --rounds: a value is missing; write it after the option
            --client tomcat              | --client: there is no 'tomcat'; use all, or of apache, netty,
            --contender best             | --contender: there is no 'best'; use all, or of bare, bare-again,
            --contender bare,bare        | --contender: bare, bare names one twice; to compare like with like, use
            --concurrency 1,             | --concurrency: '' is no whole number; write one
            --concurrency 1,1001         | --concurrency: 1001 is out of range; use 1 to 1000
            --nodes 0                    | --nodes: 0 is out of range; use 1 to 50
            --slow 1001                  | --slow: 1001 is out of range; use 0 to 1000
            --warmup 61                  | --warmup: 61 is out of range; use 0 to 60
            --rounds 0                   | --rounds: 0 is out of range; use 1 to 1000
            --forks 101                  | --forks: 101 is out of range; use 1 to 100
            --turn 99                    | --turn: 99 is out of range; use 100 to 60000
            """)
    void nonsenseIsRefused_withSettingValueAndRemedy(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("\n");
    }
}
