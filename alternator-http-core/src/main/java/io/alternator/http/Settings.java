package io.alternator.http;

import io.alternator.http.internal.settings.LogText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a builder collects. A configuration owns a copy that is never modified. All values are immutable. */
final class Settings implements Cloneable {
    private static final LoadBalancingPolicy DEFAULT_POLICY = LoadBalancingPolicy.adaptive();
    private static final Settings DEFAULT = new Settings();

    List<String> seeds = List.of();
    Optional<String> scheme = Optional.empty();
    OptionalInt port = OptionalInt.empty();
    Optional<String> domain = Optional.empty();
    RoutingScope scope = RoutingScope.local();
    RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;
    LoadBalancingPolicy policy = DEFAULT_POLICY;
    UnaryOperator<NodeAddress> addressTranslator = UnaryOperator.identity();
    Optional<Predicate<NodeAddress>> nodeFilter = Optional.empty();
    Duration discoveryInterval = DiscoverySettings.DEFAULT.interval();
    Duration discoveryIdleInterval = DiscoverySettings.DEFAULT.idleInterval();
    Duration discoveryTimeout = DiscoverySettings.DEFAULT.timeout();
    int consecutiveFailures = HealthSettings.DEFAULT.consecutiveFailures();
    Duration stallTime = HealthSettings.DEFAULT.stallTime();
    Duration probeTimeout = HealthSettings.DEFAULT.probeTimeout();
    Duration ejectionTime = HealthSettings.DEFAULT.ejectionTime();
    Duration maxEjectionTime = HealthSettings.DEFAULT.maxEjectionTime();
    Duration slowStart = HealthSettings.DEFAULT.slowStart();
    OptionalInt maxInFlightPerNode = OptionalInt.empty();
    OptionalInt subsetSize = OptionalInt.empty();
    boolean warmStart;
    boolean trimUserAgent;
    Optional<String> userAgent = Optional.empty();
    boolean trimHeaders;
    boolean responseCompression;
    boolean keepEndpointName;
    boolean hedging;
    boolean retryStalledWrites;
    Optional<KeyAffinity> keyAffinity = Optional.empty();
    Duration connectionMaxIdleTime = Duration.ofSeconds(60);
    Optional<String> name = Optional.empty();
    boolean requestHistogram = MetricsSettings.DEFAULT.requestHistogram();
    List<Duration> requestSlos = MetricsSettings.DEFAULT.requestSlos();
    boolean operationTag = MetricsSettings.DEFAULT.operationTag();
    int maxNodeTags = MetricsSettings.DEFAULT.maxNodeTags();
    Duration meterGrace = MetricsSettings.DEFAULT.meterGrace();

    Settings copy() {
        try {
            return (Settings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    DiscoverySettings discovery() {
        return new DiscoverySettings(discoveryInterval, discoveryIdleInterval, discoveryTimeout);
    }

    HealthSettings health() {
        return new HealthSettings(
                consecutiveFailures, stallTime, probeTimeout, ejectionTime, maxEjectionTime, slowStart);
    }

    MetricsSettings metrics() {
        return new MetricsSettings(requestHistogram, requestSlos, operationTag, maxNodeTags, meterGrace);
    }

    /**
     * {@code name=value} of each setting that differs from its default. Objects with an application's code are shown by their class
     * name.
     */
    Stream<String> changes() {
        Map<String, Object> defaults = DEFAULT.toMap();
        return toMap().entrySet().stream()
                .filter(setting -> !setting.getValue().equals(defaults.get(setting.getKey())))
                .map(setting -> setting.getKey() + "=" + setting.getValue());
    }

    private Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seeds", seeds);
        map.put("scheme", scheme.orElse(""));
        map.put("port", port.orElse(0));
        map.put("domain", domain.orElse(""));
        map.put("scope", scope);
        map.put("strategy", strategy);
        map.put("policy", nameOf(policy));
        map.put("addressTranslator", addressTranslator.getClass().getName());
        map.put(
                "nodeFilter",
                nodeFilter.map(filter -> filter.getClass().getName()).orElse(""));
        map.put("discoveryInterval", discoveryInterval);
        map.put("discoveryIdleInterval", discoveryIdleInterval);
        map.put("discoveryTimeout", discoveryTimeout);
        map.put("consecutiveFailures", consecutiveFailures);
        map.put("stallTime", stallTime);
        map.put("probeTimeout", probeTimeout);
        map.put("ejectionTime", ejectionTime);
        map.put("maxEjectionTime", maxEjectionTime);
        map.put("slowStart", slowStart);
        map.put("maxInFlightPerNode", maxInFlightPerNode.orElse(0));
        map.put("subsetSize", subsetSize.orElse(0));
        map.put("warmStart", warmStart);
        map.put("trimUserAgent", trimUserAgent);
        map.put("userAgent", userAgent.map(LogText::escape).orElse(""));
        map.put("trimHeaders", trimHeaders);
        map.put("responseCompression", responseCompression);
        map.put("keepEndpointName", keepEndpointName);
        map.put("hedging", hedging);
        map.put("retryStalledWrites", retryStalledWrites);
        map.put("keyAffinity", keyAffinity.map(KeyAffinity::toString).orElse(""));
        map.put("connectionMaxIdleTime", connectionMaxIdleTime);
        map.put("name", name.orElse(""));
        map.put("requestHistogram", requestHistogram);
        map.put("requestSlos", requestSlos);
        map.put("operationTag", operationTag);
        map.put("maxNodeTags", maxNodeTags);
        map.put("meterGrace", meterGrace);
        return map;
    }

    /** A policy of this library by the method that makes it: the class of a lambda expression says nothing. */
    private static String nameOf(LoadBalancingPolicy policy) {
        Class<?> type = policy.getClass();
        if (type == DEFAULT_POLICY.getClass()) {
            return "adaptive()";
        }
        if (type == LoadBalancingPolicy.roundRobin().getClass()) {
            return "roundRobin()";
        }
        if (type == LoadBalancingPolicy.random().getClass()) {
            return "random()";
        }
        return type == LoadBalancingPolicy.leastLoaded().getClass() ? "leastLoaded()" : type.getName();
    }
}
