package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class DemoTest {

    @Test
    void invalidArgumentsEndWithStatus2() {
        assertThat(Demo.run("--seconds")).isEqualTo(2);
        assertThat(Demo.run("--backend", "localhost")).isEqualTo(2);
    }

    @Tag("soak")
    @Test
    void succeedsOnTheEmbeddedStore_whileANodeIsKilledAndRestarted() {
        assertThat(Demo.run("--seconds", "3")).isZero();
    }
}
