package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "http://a, http://a:80",
        "https://a, https://a:443",
        "http://a:8000/, http://a:8000",
        "https://[::1], https://[::1]:443",
        "a, http://a:8000",
        "::1, http://[::1]:8000",
    })
    void seedWithoutAPort_getsTheDefaultOfItsScheme_orAlternatorsIfItIsAHost(String seed, String endpoint) {
        AlternatorConfig config = AlternatorConfig.builder().seeds(seed).build();
        assertThat(config.endpoint()).hasToString(endpoint);
        assertThat(config.port()).isEqualTo(config.endpoint().getPort());
    }

    @Test
    void portSetting_appliesToSeedsWithoutAPort() {
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds("http://a", "b", "c:1")
                .port(9000)
                .build();
        assertThat(config.seeds())
                .containsExactly(new NodeAddress("a", 9000), new NodeAddress("b", 9000), new NodeAddress("c", 1));
    }

    @Test
    void withoutSeeds_thereIsNoEndpoint() {
        AlternatorConfig config = AlternatorConfig.builder()
                .meterRegistry(new SimpleMeterRegistry())
                .build();
        assertThat(config.seeds()).isEmpty();
        List<ThrowingCallable> calls = List.of(config::endpoint, config::logicalAddress, config::scheme, config::port);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("seeds: none set, so each endpoint")
                    .hasMessageContaining("set .seeds(");
        }
    }

    @Test
    void toBuilder_startsFromAllSettings_andLeavesTheConfigurationAsItIs() {
        AlternatorConfig config = everySettingChanged().build();
        assertThat(config.toBuilder().build()).hasToString(config.toString());
        String before = config.toString();
        AlternatorConfig other = config.toBuilder()
                .seeds("https://other:1")
                .name("other")
                .stallTime(Duration.ofSeconds(9))
                .build();
        assertThat(other.seeds()).containsExactly(new NodeAddress("other", 1));
        assertThat(other.name()).contains("other");
        assertThat(other.health().stallTime()).isEqualTo(Duration.ofSeconds(9));
        assertThat(other.meterRegistry()).isSameAs(config.meterRegistry());
        assertThat(other.policy()).isSameAs(config.policy());
        assertThat(config).hasToString(before);
    }

    @Test
    void toBuilder_keepsDefaultsThatDependOnTheSeeds() {
        AlternatorConfig config = AlternatorConfig.builder().seeds("a").build();
        assertThat(config.toBuilder().seeds("https://b:9043").build().endpoint())
                .hasToString("https://b:9043");
    }

    @Test
    void builderUsedAfterwards_doesNotChangeTheConfiguration() {
        AlternatorConfig.Builder builder = AlternatorConfig.builder().seeds("a");
        AlternatorConfig config = builder.build();
        builder.seeds("b").hedging(true);
        assertThat(config.seeds()).containsExactly(new NodeAddress("a", 8000));
        assertThat(config.hedging()).isFalse();
    }

    @Test
    void toString_namesWhatDiffersFromTheDefault() {
        assertThat(AlternatorConfig.builder().build()).hasToString("AlternatorConfig[]");
        assertThat(AlternatorConfig.builder()
                        .seeds("10.0.0.1", "10.0.0.2")
                        .strategy(RoutingStrategy.PER_CONNECTION)
                        .stallTime(HealthSettings.DEFAULT.stallTime())
                        .meterRegistry(new SimpleMeterRegistry())
                        .build())
                .hasToString("AlternatorConfig[seeds=[10.0.0.1, 10.0.0.2], strategy=PER_CONNECTION, meterRegistry="
                        + SimpleMeterRegistry.class.getName() + "]");
    }

    @Test
    void toString_namesEverySetting_withObjectsByClassNameOnly() {
        AlternatorConfig.Builder notWithTheOthers =
                AlternatorConfig.builder().keyAffinity(KeyAffinity.anyWrite().partitionKey("dogs", "id"));
        assertThat(Stream.of(everySettingChanged(), notWithTheOthers)
                        .map(builder -> builder.build().toString())
                        .flatMap(text -> Arrays.stream(text.split("[\\[, ]")))
                        .filter(part -> part.contains("="))
                        .map(part -> part.substring(0, part.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(settings());
        assertThat(everySettingChanged().build().toString())
                .contains("policy=" + Secretive.class.getName() + ",")
                .doesNotContain("secret");
    }

    @Test
    void policyOfThisLibrary_isShownByItsName() {
        assertThat(Stream.of(
                                LoadBalancingPolicy.adaptive(),
                                LoadBalancingPolicy.roundRobin(),
                                LoadBalancingPolicy.random(),
                                LoadBalancingPolicy.leastLoaded())
                        .map(policy -> AlternatorConfig.builder()
                                .policy(policy)
                                .build()
                                .toString()))
                .containsExactly(
                        "AlternatorConfig[]",
                        "AlternatorConfig[policy=roundRobin()]",
                        "AlternatorConfig[policy=random()]",
                        "AlternatorConfig[policy=leastLoaded()]");
    }

    @Test
    void longUserAgent_isTruncatedInToString() {
        assertThat(AlternatorConfig.builder().userAgent("x".repeat(1024)).build())
                .hasToString("AlternatorConfig[userAgent=" + "x".repeat(100) + "...]");
    }

    @Test
    void keyAffinity_isShownWithItsNames_andNoCode() {
        KeyAffinity affinity = KeyAffinity.readModifyWrite()
                .partitionKey("orders", "id")
                .partitionKey("dogs", "name")
                .lookup(table -> CompletableFuture.completedFuture("id"));
        assertThat(AlternatorConfig.builder().keyAffinity(affinity).build())
                .hasToString("AlternatorConfig[keyAffinity=READ_MODIFY_WRITE(dogs.name, orders.id, lookup)]");
        assertThat(AlternatorConfig.builder().build().keyAffinity()).isEmpty();
    }

    /** The names of all settings. */
    private static Set<String> settings() {
        return Arrays.stream(AlternatorConfig.Builder.class.getMethods())
                .filter(method -> method.getReturnType().equals(AlternatorConfig.Builder.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    private static AlternatorConfig.Builder everySettingChanged() {
        return AlternatorConfig.builder()
                .seeds("10.0.0.1")
                .scheme("https")
                .port(9000)
                .domain("dog.example")
                .nodeFilter(address -> true)
                .retryStalledWrites(true)
                .scope(RoutingScope.rack("dc1", "r1"))
                .strategy(RoutingStrategy.PER_CONNECTION)
                .policy(new Secretive())
                .addressTranslator(address -> address)
                .discoveryInterval(Duration.ofSeconds(6))
                .discoveryIdleInterval(Duration.ofSeconds(61))
                .discoveryTimeout(Duration.ofSeconds(3))
                .consecutiveFailures(6)
                .stallTime(Duration.ofSeconds(1))
                .probeTimeout(Duration.ofSeconds(2))
                .ejectionTime(Duration.ofSeconds(2))
                .maxEjectionTime(Duration.ofSeconds(61))
                .slowStart(Duration.ofSeconds(11))
                .maxInFlightPerNode(26)
                .subsetSize(20)
                .warmStart(true)
                .trimUserAgent(true)
                .userAgent("orders/1.4")
                .trimHeaders(true)
                .responseCompression(true)
                .keepEndpointName(true)
                .hedging(true)
                .connectionMaxIdleTime(Duration.ofSeconds(61))
                .name("orders")
                .requestHistogram(true)
                .requestSlos(Duration.ofMillis(10))
                .operationTag(true)
                .maxNodeTags(10)
                .meterGrace(Duration.ofSeconds(31))
                .meterRegistry(new SimpleMeterRegistry());
    }

    private static final class Secretive implements LoadBalancingPolicy {
        @Override
        public Picker newPicker(RandomGenerator random) {
            return candidates -> 0;
        }

        @Override
        public String toString() {
            return "secret";
        }
    }

    static Stream<Arguments> invalidInput() {
        return Stream.of(
                invalid("domain without seeds", b -> b.domain("dog"), "domain: 'dog' is set, but no seeds", ".seeds("),
                invalid(
                        "scheme without seeds",
                        b -> b.scheme("https"),
                        "scheme: 'https' is set, but",
                        "leave scheme out"),
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
                invalid(
                        "blank seed",
                        b -> b.seeds(" "),
                        "seeds: '' is blank",
                        "name a node, as in .seeds(\"10.0.0.1\"), or"),
                invalid("empty seed", b -> b.seeds("a", ""), "seeds: '' is blank", "leave the setting out"),
                invalid(
                        "bad URI",
                        b -> b.seeds("http://a b"),
                        "seeds: 'http://a b' is not a URI",
                        "write it as http://host:8000"),
                invalid("URI with a path", b -> b.seeds("http://a:1/x"), "seeds: 'http://a:1/x'", "leave out"),
                invalid("URI with a user", b -> b.seeds("http://u:p@a"), "seeds: 'http://u:p@a'", "leave out"),
                invalid("unknown scheme of a seed", b -> b.seeds("ftp://a"), "seeds: 'ftp'", "use http or https"),
                invalid("bad host", b -> b.seeds("a/b"), "seeds: host: 'a/b'", "write it without"),
                invalid("underscore", b -> b.seeds("my_host"), "seeds: host: 'my_host'", "no '_'"),
                invalid("underscore in a URI", b -> b.seeds("http://my_host:8000"), "seeds: host: 'my_host'", "no '_'"),
                invalid("not ASCII", b -> b.seeds("bücher"), "seeds: host: 'bücher'", "write it in ASCII"),
                invalid("URI not ASCII", b -> b.seeds("http://bücher:1"), "seeds: host: 'bücher'", "write it in ASCII"),
                invalid("two ports", b -> b.seeds("1.2.3.4:8000:1"), "seeds: host: '1.2.3.4:8000:1'", "without"),
                invalid("URI of two ports", b -> b.seeds("http://a:1:2"), "seeds: host: 'a:1:2'", "without"),
                invalid("bad IPv4", b -> b.seeds("10.0.0.300"), "seeds: host: '10.0.0.300'", "from 0 to 255"),
                invalid("bad IPv4 in a URI", b -> b.seeds("http://10.0.0.300"), "seeds: host: '10.0.0.300'", "to 255"),
                invalid("number", b -> b.seeds("300"), "seeds: host: '300'", "from 0 to 255"),
                invalid("number in a URI", b -> b.seeds("http://300:8000"), "seeds: host: '300'", "from 0 to 255"),
                invalid("bad IPv6", b -> b.seeds("zz::1"), "seeds: host: 'zz::1'", "an IPv6 address such as"),
                invalid(
                        "bad IPv6 in a URI",
                        b -> b.seeds("http://[zz::1]:8000"),
                        "seeds: 'http://[zz::1]:8000' is not a URI",
                        "write it as"),
                invalid(
                        "IPv6 URI without brackets",
                        b -> b.seeds("http://::1"),
                        "seeds: 'http://::1'",
                        "is not scheme"),
                invalid("no host", b -> b.seeds("http:///x"), "seeds: 'http:///x'", "is not scheme://host:port"),
                invalid("semicolon", b -> b.seeds("a;b"), "seeds: host: 'a;b'", "letters, digits, '-' and '.'"),
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
                invalid(
                        "domain with a port",
                        b -> b.seeds("a").domain("dog.example:9000"),
                        "domain: host: 'dog.example:9000'",
                        "without scheme, port or path"),
                invalid("domain with _", b -> b.seeds("a").domain("my_dog"), "domain: host: 'my_dog'", "no '_'"),
                invalid("null scope", b -> b.scope(nullValue()), "scope: null", "leave"),
                invalid(
                        "null datacenter",
                        b -> b.scope(RoutingScope.datacenter(nullValue())),
                        "scope: datacenter: null",
                        "leave"),
                invalid(
                        "null fallback",
                        b -> b.scope(RoutingScope.local().orElse(nullValue())),
                        "scope: orElse: null",
                        "leave"),
                invalid("blank rack", b -> b.scope(RoutingScope.rack("dc1", "")), "scope: rack: '' is blank", "leave"),
                invalid("null strategy", b -> b.strategy(nullValue()), "strategy: null", "leave"),
                invalid("null policy", b -> b.policy(nullValue()), "policy: null", "leave"),
                invalid("null translator", b -> b.addressTranslator(nullValue()), "addressTranslator: null", "leave"),
                invalid("null registry", b -> b.meterRegistry(nullValue()), "meterRegistry: null", "leave"),
                invalid("null user agent", b -> b.userAgent(nullValue()), "userAgent: null", "leave"),
                invalid("blank user agent", b -> b.userAgent(" "), "userAgent: '' is blank", "leave"),
                invalid("two lines", b -> b.userAgent("a\r\nb: c"), "userAgent: 'a??b: c' is not", "{sdk} orders/1.4"),
                invalid("user agent not ASCII", b -> b.userAgent("bücher"), "userAgent: 'bücher' is not", "ASCII"),
                invalid("long user agent", b -> b.userAgent("x".repeat(1025)), "userAgent: 'x", "up to 1024"),
                invalid("null name", b -> b.name(nullValue()), "name: null", "leave"),
                invalid("none in flight", b -> b.maxInFlightPerNode(0), "maxInFlightPerNode: 0", "use 1 or more"),
                invalid("subset of one", b -> b.subsetSize(1), "subsetSize: 1", "use 2 or more"),
                invalid(
                        "affinity of a subset",
                        b -> b.seeds("a").keyAffinity(KeyAffinity.anyWrite()).subsetSize(20),
                        "keyAffinity: cannot be combined with subsetSize: 20",
                        "leave one of the two out"),
                invalid("null affinity", b -> b.keyAffinity(nullValue()), "keyAffinity: null", "leave"),
                invalid(
                        "affinity without a key",
                        b -> b.keyAffinity(KeyAffinity.anyWrite().partitionKey("dogs", " ")),
                        "keyAffinity: partitionKey of table 'dogs'",
                        "blank"),
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
                        "raise it"),
                invalid(
                        "endpoint's name over a shared pool",
                        b -> b.seeds("10.0.0.1").domain("dog.example").keepEndpointName(true),
                        "keepEndpointName: true needs a client per node, and the strategy is PER_REQUEST",
                        ".strategy(RoutingStrategy.PER_CONNECTION)"),
                invalid(
                        "endpoint's name without seeds",
                        b -> b.strategy(RoutingStrategy.PER_CONNECTION).keepEndpointName(true),
                        "keepEndpointName: true is set, but no seeds",
                        ".seeds("),
                invalid(
                        "endpoint without a name",
                        b -> b.seeds("10.0.0.1")
                                .strategy(RoutingStrategy.PER_CONNECTION)
                                .keepEndpointName(true),
                        "keepEndpointName: the endpoint's host 10.0.0.1 is an address",
                        ".domain("));
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
                    .hasMessageContaining("use a duration such as Duration.ofSeconds(5)");
        }
        assertThatThrownBy(() -> setter.set(AlternatorConfig.builder(), nullValue()))
                .hasMessageStartingWith(setting + ": null");
    }

    @ParameterizedTest
    @MethodSource
    void periodsOfBackgroundWork_areAtLeastTenMilliseconds(String setting, Setter setter) {
        assertThatThrownBy(() -> setter.set(AlternatorConfig.builder(), Duration.ofNanos(9_999_999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting + ": PT0.009999999S is not between 10 ms and 365 days");
        setter.set(AlternatorConfig.builder(), Duration.ofMillis(10));
    }

    static Stream<Arguments> periodsOfBackgroundWork_areAtLeastTenMilliseconds() {
        return Stream.of(
                Arguments.of("discoveryInterval", duration(AlternatorConfig.Builder::discoveryInterval)),
                Arguments.of("discoveryIdleInterval", duration(AlternatorConfig.Builder::discoveryIdleInterval)),
                Arguments.of("ejectionTime", duration(AlternatorConfig.Builder::ejectionTime)),
                Arguments.of("stallTime", duration(AlternatorConfig.Builder::stallTime)));
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
