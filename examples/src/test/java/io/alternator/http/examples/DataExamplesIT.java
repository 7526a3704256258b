package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.alternator.http.testkit.thirdparty.Dynalite;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples that keep data, on a server of another maker behind the embedded nodes. */
final class DataExamplesIT {
    @RegisterExtension
    static final Dynalite SERVER = new Dynalite();

    private static String[] withBackend(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--backend", SERVER.uri().toString()))
                .toArray(String[]::new);
    }

    /** A node is killed and restarted meanwhile. */
    @Test
    void demoLosesNoRequestAndNoItem() {
        assertThat(Demo.run(withBackend("--seconds", "6"))).isZero();
    }

    @Test
    void enhancedClientWritesAndReads() {
        assertThatCode(() -> TryEnhanced.main(withBackend())).doesNotThrowAnyException();
    }
}
