package io.alternator.http.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadOptionsTest {

    private static LoadCommand parse(String line) {
        return Program.parse(new LoadCommand(), line.isEmpty() ? List.of() : List.of(line.split(" ")))
                .check();
    }

    @Test
    void defaults_compareBothStrategiesWithBareTwice_signed() {
        LoadCommand options = parse("");
        assertThat(options.clients()).containsExactly(HttpClientKind.APACHE, HttpClientKind.NETTY);
        assertThat(options.contenders())
                .containsExactly(Contender.BARE, Contender.BARE_AGAIN, Contender.PER_REQUEST, Contender.PER_CONNECTION);
        assertThat(options.concurrencies).containsExactly(1, 32);
        assertThat(options.anonymous).isFalse();
        assertThat(options.slowNodeDelay()).isZero();
        assertThat(parse("--slow 50").slowNodeDelay()).isEqualTo(Duration.ofMillis(50));
        assertThat(options.item()).isEqualTo(StubItem.SMALL);
        assertThat(parse("--item 1000000 --chunked").item()).isEqualTo(new StubItem(1_000_000, true));
        assertThat(parse("--anonymous").anonymous).isTrue();
    }

    @Test
    void totalTimeIsTheSumOfAllTurnsAndWarmUps() {
        assertThat(parse("--client apache --contender bare,per-request --concurrency 1,2,3 --warmup 5 --rounds 4"
                                + " --turn 2000")
                        .totalTime())
                .isEqualTo(Duration.ofSeconds(3 * 2 * (5 + 4 * 2)));
        assertThat(parse("--forks 10").totalTime())
                .isEqualTo(parse("").totalTime().multipliedBy(10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --fault killed               | --fault: unknown option; see --help
            --anonymous yes              | yes: unknown option; see --help
            --rounds                     | --rounds: missing value; write it after the option
            --client tomcat              | --client: unknown value 'tomcat'; use all, or any of apache, netty,
            --contender best             | --contender: unknown value 'best'; use all, or any of bare, bare-again,
            --contender bare,bare        | --contender: bare, bare has a duplicate; to compare bare with itself, use
            --concurrency 1,x            | --concurrency: 'x' is not a whole number; give one
            --concurrency 1,1001         | --concurrency: 1001 is out of range; use 1 to 1000
            --nodes 0                    | --nodes: 0 is out of range; use 1 to 50
            --slow 1001                  | --slow: 1001 is out of range; use 0 to 1000
            --item 0                     | --item: 0 is out of range; use 1 to 10000000
            --warmup 61                  | --warmup: 61 is out of range; use 0 to 60
            --rounds 0                   | --rounds: 0 is out of range; use 1 to 1000
            --forks 101                  | --forks: 101 is out of range; use 1 to 100
            --turn 99                    | --turn: 99 is out of range; use 100 to 60000
            """)
    void invalidArgumentsAreRejected_withOptionValueAndRemedy(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("\n");
    }
}
