package io.alternator.http.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingScope;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PropertiesTest {
    /** Settings that are no properties. */
    private static final Map<String, String> WITHOUT_PROPERTY = Map.of(
            "addressTranslator", "code: see AlternatorConfigCustomizer",
            "nodeFilter", "code: see AlternatorConfigCustomizer",
            "keepEndpointName", "needs an HTTP client's builder for each node, which is code too",
            "meterRegistry", "the bean MeterRegistry");

    /** Properties of the starter itself, and parts of other settings. */
    private static final Set<String> NOT_A_SETTING = Set.of(
            "alternator.enabled",
            "alternator.region",
            "alternator.access-key",
            "alternator.secret-key",
            "alternator.anonymous",
            "alternator.scope-strict",
            "alternator.key-affinity.mode",
            "alternator.key-affinity.partition-keys");

    @Test
    void everySettingHasAProperty_orAReasonToHaveNone() throws Exception {
        Set<String> settings = Arrays.stream(AlternatorConfig.Builder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1)
                .map(Method::getName)
                .filter(setting -> !WITHOUT_PROPERTY.containsKey(setting))
                .map(SettingMessage::property)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(settings.remove("alternator.key-affinity")).isTrue(); // a group
        Set<String> properties = Metadata.properties().stream()
                .map(Metadata.Property::name)
                .filter(property -> !NOT_A_SETTING.contains(property))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(properties).isEqualTo(settings);
    }

    @Test
    void everyPropertyHasADescription_andADefault() throws Exception {
        assertThat(Metadata.properties()).hasSizeGreaterThan(35).allSatisfy(property -> {
            assertThat(property.description()).as(property.name()).isNotBlank();
            assertThat(property.defaultValue().isEmpty())
                    .as("%s: exactly one of a default value and a sentence about it", property.name())
                    .isEqualTo(property.description().contains("By default"));
        });
    }

    @Test
    void manualHasEveryProperty_asTheMetadataDescribeIt() throws Exception {
        String documentation = Metadata.documentation();
        assertThat(Metadata.properties())
                .allSatisfy(property -> assertThat(documentation)
                        .contains("| `" + property.name() + "` | " + property.description() + " | "
                                + (property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`")
                                + " |"));
        assertThat(documentation.lines().filter(line -> line.startsWith("| `alternator.")))
                .hasSameSizeAs(Metadata.properties());
    }

    @Test
    void withoutProperties_everySettingHasTheClientsDefault() {
        Starter.context().run(context -> {
            AlternatorConfig config = context.getBean(AlternatorConfig.class);
            assertThat(config).hasToString("AlternatorConfig[]");
            assertThat(config.policy()).hasSameClassAs(LoadBalancingPolicy.adaptive());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alternator.seeds=10.0.0.1,10.0.0.2           | seeds=[10.0.0.1, 10.0.0.2]",
                "alternator.scheme=https                      | scheme=https",
                "alternator.port=9001                         | port=9001",
                "alternator.domain=dog.scylla.com             | domain=dog.scylla.com",
                "alternator.scope=cluster                     | scope=cluster",
                "alternator.scope-strict=true                 | scope=rack r1 of data center dc1",
                "alternator.strategy=per-connection           | strategy=PER_CONNECTION",
                "alternator.discovery-interval=3s             | discoveryInterval=PT3S",
                "alternator.discovery-idle-interval=50s       | discoveryIdleInterval=PT50S",
                "alternator.discovery-timeout=1500ms          | discoveryTimeout=PT1.5S",
                "alternator.consecutive-failures=4            | consecutiveFailures=4",
                "alternator.stall-time=400ms                  | stallTime=PT0.4S",
                "alternator.probe-timeout=800ms               | probeTimeout=PT0.8S",
                "alternator.ejection-time=2s                  | ejectionTime=PT2S",
                "alternator.max-ejection-time=30s             | maxEjectionTime=PT30S",
                "alternator.slow-start=7s                     | slowStart=PT7S",
                "alternator.max-in-flight-per-node=33         | maxInFlightPerNode=33",
                "alternator.subset-size=20                    | subsetSize=20",
                "alternator.warm-start=true                   | warmStart=true",
                "alternator.connection-max-idle-time=20s      | connectionMaxIdleTime=PT20S",
                "alternator.hedging=true                      | hedging=true",
                "alternator.retry-stalled-writes=true         | retryStalledWrites=true",
                "alternator.key-affinity.mode=any-write       | keyAffinity=ANY_WRITE()",
                "alternator.key-affinity.partition-keys[a.b]=id| keyAffinity=READ_MODIFY_WRITE(a.b.id)",
                "alternator.response-compression=true         | responseCompression=true",
                "alternator.trim-headers=true                 | trimHeaders=true",
                "alternator.trim-user-agent=true              | trimUserAgent=true",
                "alternator.user-agent={sdk} orders/1.4       | userAgent={sdk} orders/1.4",
                "alternator.name=orders                       | name=orders",
                "alternator.request-histogram=true            | requestHistogram=true",
                "alternator.request-slos=5ms,1s               | requestSlos=[PT0.005S, PT1S]",
                "alternator.operation-tag=true                | operationTag=true",
                "alternator.max-node-tags=64                  | maxNodeTags=64",
                "alternator.meter-grace=2m                    | meterGrace=PT2M",
            })
    void propertySetsItsSetting_andNoOther(String property, String setting) {
        String[] needed = switch (property.substring(0, property.indexOf('='))) {
            case "alternator.scheme", "alternator.domain" -> new String[] {"alternator.seeds=10.0.0.1"};
            case "alternator.scope-strict" -> new String[] {"alternator.scope=rack:dc1/r1"};
            case "alternator.key-affinity.partition-keys[a.b]" ->
                new String[] {"alternator.key-affinity.mode=read-modify-write"};
            default -> new String[0];
        };
        String seeds = needed.length > 0 && needed[0].contains("seeds") ? "seeds=[10.0.0.1], " : "";
        Starter.context(property)
                .withPropertyValues(needed)
                .run(context -> assertThat(context.getBean(AlternatorConfig.class))
                        .hasToString("AlternatorConfig[" + seeds + setting + "]"));
    }

    static Stream<Arguments> scopes() {
        RoutingScope rack = RoutingScope.rack("dc1", "r1");
        RoutingScope remote = RoutingScope.datacenter("dc2");
        return Stream.of(
                arguments("local", RoutingScope.local()),
                arguments("cluster", RoutingScope.cluster()),
                arguments("datacenter:dc1", RoutingScope.datacenter("dc1")),
                arguments("rack:dc1/r1", rack),
                arguments("rack: dc1/r1 , datacenter: dc2", rack.orElse(remote)),
                arguments(
                        "datacenter:dc2,rack:dc1/r1,local", remote.orElse(rack).orElse(RoutingScope.local())));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void scopeIsText(String text, RoutingScope scope) {
        assertThat(ScopeText.parse(text, false)).isEqualTo(scope);
        assertThat(ScopeText.parse(text, true)).isEqualTo(scope.strict());
    }

    @ParameterizedTest
    @CsvSource({"adaptive", "round-robin", "random", "least-loaded"})
    void policyIsNamed(String name) {
        LoadBalancingPolicy expected = switch (name) {
            case "adaptive" -> LoadBalancingPolicy.adaptive();
            case "round-robin" -> LoadBalancingPolicy.roundRobin();
            case "random" -> LoadBalancingPolicy.random();
            default -> LoadBalancingPolicy.leastLoaded();
        };
        Starter.context("alternator.policy=" + name)
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).policy())
                        .hasSameClassAs(expected));
    }

    @Test
    void applicationsName_isTheClientsName_unlessAPropertySetsIt() {
        Starter.context("spring.application.name=dogs")
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).name())
                        .contains("dogs"));
        Starter.context("spring.application.name=dogs", "alternator.name=cats")
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).name())
                        .contains("cats"));
        Starter.context("spring.application.name=")
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).name())
                        .isEmpty());
    }

    @Test
    void customizer_setsWhatPropertiesCannot_andComesLast() {
        Starter.context("alternator.seeds=10.0.0.1", "alternator.hedging=true")
                .withBean(
                        AlternatorConfigCustomizer.class,
                        () -> config -> config.hedging(false).nodeFilter(node -> true))
                .run(context -> {
                    AlternatorConfig config = context.getBean(AlternatorConfig.class);
                    assertThat(config.hedging()).isFalse();
                    assertThat(config.nodeFilter()).isPresent();
                });
    }
}
