package io.alternator.http.springboot;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.springboot.AlternatorProperties.Affinity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Makes the client's configuration from the properties. Whatever it refuses, it reports by the property's name. */
final class ConfigAssembly {
    private final AlternatorConfig.Builder builder = AlternatorConfig.builder();
    private final Map<String, String> values = new TreeMap<>();

    /**
     * A configuration that is still to be customized.
     *
     * @param defaultName the meters' client tag if the properties name none; null or blank for a generated one
     */
    ConfigAssembly(AlternatorProperties properties, @Nullable String defaultName) {
        applyCluster(properties);
        applyHealth(properties);
        applyRequests(properties);
        applyMeters(properties, defaultName);
    }

    void meterRegistry(MeterRegistry registry) {
        builder.meterRegistry(registry);
    }

    /**
     * The finished configuration.
     *
     * @throws InvalidPropertyException if properties contradict each other
     */
    AlternatorConfig build(Stream<AlternatorConfigCustomizer> customizers) {
        customizers.forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw SettingMessage.of(e, values);
        }
    }

    private void applyCluster(AlternatorProperties properties) {
        set("seeds", properties.seeds().isEmpty() ? null : properties.seeds(), builder::seeds);
        set("scheme", properties.scheme(), builder::scheme);
        set("port", properties.port(), builder::port);
        set("domain", properties.domain(), builder::domain);
        set("scope", properties.scope(), text -> builder.scope(ScopeText.parse(text, properties.scopeStrict())));
        set("strategy", properties.strategy(), builder::strategy);
        set("policy", properties.policy(), policy -> builder.policy(policy.policy()));
        set("subsetSize", properties.subsetSize(), builder::subsetSize);
        set("discoveryInterval", properties.discoveryInterval(), builder::discoveryInterval);
        set("discoveryIdleInterval", properties.discoveryIdleInterval(), builder::discoveryIdleInterval);
        set("discoveryTimeout", properties.discoveryTimeout(), builder::discoveryTimeout);
    }

    private void applyHealth(AlternatorProperties properties) {
        set("consecutiveFailures", properties.consecutiveFailures(), builder::consecutiveFailures);
        set("stallTime", properties.stallTime(), builder::stallTime);
        set("probeTimeout", properties.probeTimeout(), builder::probeTimeout);
        set("ejectionTime", properties.ejectionTime(), builder::ejectionTime);
        set("maxEjectionTime", properties.maxEjectionTime(), builder::maxEjectionTime);
        set("slowStart", properties.slowStart(), builder::slowStart);
    }

    private void applyRequests(AlternatorProperties properties) {
        set("maxInFlightPerNode", properties.maxInFlightPerNode(), builder::maxInFlightPerNode);
        set("warmStart", properties.warmStart(), builder::warmStart);
        set("connectionMaxIdleTime", properties.connectionMaxIdleTime(), builder::connectionMaxIdleTime);
        set("hedging", properties.hedging(), builder::hedging);
        set("retryStalledWrites", properties.retryStalledWrites(), builder::retryStalledWrites);
        set("keyAffinity", properties.keyAffinity(), this::applyAffinity);
        set("responseCompression", properties.responseCompression(), builder::responseCompression);
        set("trimHeaders", properties.trimHeaders(), builder::trimHeaders);
        set("trimUserAgent", properties.trimUserAgent(), builder::trimUserAgent);
        set("userAgent", properties.userAgent(), builder::userAgent);
    }

    private void applyMeters(AlternatorProperties properties, @Nullable String defaultName) {
        String fallback = StringUtils.hasText(defaultName) ? defaultName : null;
        set("name", properties.name() == null ? fallback : properties.name(), builder::name);
        set("requestHistogram", properties.requestHistogram(), builder::requestHistogram);
        set("requestSlos", properties.requestSlos(), slos -> builder.requestSlos(slos.toArray(Duration[]::new)));
        set("operationTag", properties.operationTag(), builder::operationTag);
        set("maxNodeTags", properties.maxNodeTags(), builder::maxNodeTags);
        set("meterGrace", properties.meterGrace(), builder::meterGrace);
    }

    private void applyAffinity(Affinity affinity) {
        KeyAffinity mode = switch (affinity.mode()) {
            case NONE -> null;
            case READ_MODIFY_WRITE -> KeyAffinity.readModifyWrite();
            case ANY_WRITE -> KeyAffinity.anyWrite();
        };
        if (mode == null) {
            if (!affinity.partitionKeys().isEmpty()) {
                throw new IllegalArgumentException("keyAffinity: partition keys are set, but no mode; set"
                        + " alternator.key-affinity.mode to read-modify-write or any-write");
            }
            return;
        }
        for (Map.Entry<String, String> key : affinity.partitionKeys().entrySet()) {
            mode = mode.partitionKey(key.getKey(), key.getValue());
        }
        builder.keyAffinity(mode);
    }

    private <T> void set(String setting, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return;
        }
        values.put(
                setting,
                value instanceof Affinity affinity
                        ? affinity.mode() + " " + affinity.partitionKeys()
                        : value.toString());
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            throw SettingMessage.of(e, values);
        }
    }
}
