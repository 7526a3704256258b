package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AlternatorConfigTest {

    @Test
    void endpointIsTheFirstSeed_withoutADomain() {
        assertThat(AlternatorConfig.builder()
                        .seeds("10.0.0.1", "10.0.0.2")
                        .build()
                        .endpoint())
                .hasToString("http://10.0.0.1:8000");
    }

    @Test
    void endpointIsTheDomain_withThePortOfTheNodes() {
        assertThat(AlternatorConfig.builder()
                        .seeds("10.0.0.1")
                        .scheme("https")
                        .port(9000)
                        .domain("dog.scylla.com")
                        .build()
                        .endpoint())
                .hasToString("https://dog.scylla.com:9000");
    }

    @Test
    void seedUrisSetSchemeAndPort() {
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds("https://a.example:9043", "b.example:9043/".replace("/", ""))
                .build();
        assertThat(config.scheme()).isEqualTo("https");
        assertThat(config.port()).isEqualTo(9043);
        assertThat(config.seeds())
                .containsExactly(new NodeAddress("a.example", 9043), new NodeAddress("b.example", 9043));
    }

    @Test
    void defaultPortForHttpsIs8043() {
        assertThat(AlternatorConfig.builder().seeds("a").scheme("HTTPS").build().port())
                .isEqualTo(8043);
    }

    @Test
    void seedsWithDifferentPorts_needThePortOfTheNodes() {
        assertThat(AlternatorConfig.builder()
                        .seeds("a:1", "a:2")
                        .port(3)
                        .build()
                        .port())
                .isEqualTo(3);
    }

    @Test
    void ipv6SeedsWork() {
        assertThat(AlternatorConfig.builder().seeds("[::1]:8000").build().endpoint())
                .hasToString("http://[::1]:8000");
    }

    static Stream<Arguments> invalidInput() {
        return Stream.of(
                invalid("no seeds", b -> {}, "seeds: none given", ".seeds("),
                invalid("empty seeds", b -> b.seeds(), "seeds: none given", ".seeds("),
                invalid(
                        "null seeds",
                        b -> b.seeds(AlternatorConfigTest.<String[]>nullValue()),
                        "seeds: null",
                        "leave the setting out"),
                invalid(
                        "null collection",
                        b -> b.seeds(AlternatorConfigTest.<Collection<String>>nullValue()),
                        "seeds: null",
                        "leave"),
                invalid("null seed", b -> b.seeds("a", nullValue()), "seeds: null", "leave"),
                invalid("blank seed", b -> b.seeds(" "), "seeds: '' is blank", "give it a value"),
                invalid(
                        "bad URI",
                        b -> b.seeds("http://a b"),
                        "seeds: 'http://a b' is not a URI",
                        "write it as http://host:8000"),
                invalid("URI with a path", b -> b.seeds("http://a:1/x"), "seeds: 'http://a:1/x'", "leave out"),
                invalid("URI with a user", b -> b.seeds("http://u:p@a"), "seeds: 'http://u:p@a'", "leave out"),
                invalid("unknown scheme of a seed", b -> b.seeds("ftp://a"), "seeds: 'ftp'", "use http or https"),
                invalid("bad host", b -> b.seeds("a/b"), "seeds: host: 'a/b'", "write it without"),
                invalid("seed's port 0", b -> b.seeds("a:0"), "seeds: port: 0", "use 1 to 65535"),
                invalid(
                        "seeds of two ports",
                        b -> b.seeds("a:1", "b:2"),
                        "port: the seeds use different ports [1, 2]",
                        ".port(n)"),
                invalid("seeds of two schemes", b -> b.seeds("http://a", "https://b"), "scheme: ", "one scheme"),
                invalid("scheme against seeds", b -> b.seeds("http://a").scheme("https"), "scheme: ", "one scheme"),
                invalid("unknown scheme", b -> b.scheme("gopher"), "scheme: 'gopher'", "use http or https"),
                invalid("null scheme", b -> b.scheme(nullValue()), "scheme: null", "leave"),
                invalid("port 0", b -> b.port(0), "port: 0", "use 1 to 65535"),
                invalid("port too high", b -> b.port(65536), "port: 65536", "use 1 to 65535"),
                invalid("null domain", b -> b.domain(nullValue()), "domain: null", "leave"),
                invalid("blank domain", b -> b.domain(" "), "domain: '' is blank", "leave"),
                invalid(
                        "bad domain",
                        b -> b.seeds("a").domain("http://x"),
                        "domain: host: 'http://x'",
                        "write it without"),
                invalid("null datacenter", b -> b.datacenter(nullValue()), "datacenter: null", "leave"),
                invalid("blank rack", b -> b.rack(""), "rack: '' is blank", "leave"),
                invalid("null strategy", b -> b.strategy(nullValue()), "strategy: null", "leave"),
                invalid("null policy", b -> b.policy(nullValue()), "policy: null", "leave"),
                invalid("null translator", b -> b.addressTranslator(nullValue()), "addressTranslator: null", "leave"),
                invalid("null registry", b -> b.meterRegistry(nullValue()), "meterRegistry: null", "leave"),
                invalid("null name", b -> b.name(nullValue()), "name: null", "leave"),
                invalid("none in flight", b -> b.maxInFlightPerNode(0), "maxInFlightPerNode: 0", "use 1 or more"),
                invalid("subset of one", b -> b.subsetSize(1), "subsetSize: 1", "use 2 or more"),
                invalid("no failures", b -> b.consecutiveFailures(0), "consecutiveFailures: 0", "use 1 or more"),
                invalid(
                        "idle shorter",
                        b -> b.seeds("a").discoveryInterval(Duration.ofMinutes(2)),
                        "discoveryIdleInterval: PT1M",
                        "at least as long"),
                invalid(
                        "cap below base",
                        b -> b.seeds("a").ejectionTime(Duration.ofMinutes(2)),
                        "maxEjectionTime: PT1M",
                        "raise it"));
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                Arguments.of("discoveryInterval", duration(AlternatorConfig.Builder::discoveryInterval)),
                Arguments.of("discoveryIdleInterval", duration(AlternatorConfig.Builder::discoveryIdleInterval)),
                Arguments.of("discoveryTimeout", duration(AlternatorConfig.Builder::discoveryTimeout)),
                Arguments.of("ejectionTime", duration(AlternatorConfig.Builder::ejectionTime)),
                Arguments.of("maxEjectionTime", duration(AlternatorConfig.Builder::maxEjectionTime)),
                Arguments.of("stallTime", duration(AlternatorConfig.Builder::stallTime)),
                Arguments.of("slowStart", duration(AlternatorConfig.Builder::slowStart)),
                Arguments.of("probeTimeout", duration(AlternatorConfig.Builder::probeTimeout)),
                Arguments.of("connectionMaxIdleTime", duration(AlternatorConfig.Builder::connectionMaxIdleTime)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void invalidInput(String what, Consumer<AlternatorConfig.Builder> settings, String settingAndValue, String remedy) {
        assertThatThrownBy(() -> {
                    AlternatorConfig.Builder builder = AlternatorConfig.builder();
                    settings.accept(builder);
                    builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(settingAndValue)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void durations(String setting, Setter setter) {
        for (Duration value : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(10_000)}) {
            assertThatThrownBy(() -> setter.set(AlternatorConfig.builder(), value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(setting + ": " + value)
                    .hasMessageContaining("use a positive duration");
        }
        assertThatThrownBy(() -> setter.set(AlternatorConfig.builder(), nullValue()))
                .hasMessageStartingWith(setting + ": null");
    }

    private interface Setter {
        AlternatorConfig.Builder set(AlternatorConfig.Builder builder, Duration value);
    }

    private static Setter duration(Setter setter) {
        return setter;
    }

    private static Arguments invalid(
            String what, Consumer<AlternatorConfig.Builder> settings, String settingAndValue, String remedy) {
        return Arguments.of(what, settings, settingAndValue, remedy);
    }

    /** Null, without a warning from NullAway. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals", "unchecked"})
    private static <V> V nullValue() {
        return (V) UnaryOperator.identity().apply(null);
    }
}
