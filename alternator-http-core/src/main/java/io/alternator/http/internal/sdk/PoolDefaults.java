package io.alternator.http.internal.sdk;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

/** The pool size of wrapped clients whose builder does not set one. */
public final class PoolDefaults {
    private static final int PER_NODE = 50; // the SDK's default for its one endpoint
    private static final int FEWEST_NODES = 3; // how many there are is not known yet

    private PoolDefaults() {}

    /**
     * The service's defaults, with 50 connections per node for a client whose pool all nodes share. A size that the builder sets
     * has precedence, as has the service's. With {@code PER_CONNECTION} each node has a pool of its own, for which the SDK's default is
     * right.
     *
     * @param config whose seeds are the nodes that are known, at least; null if the endpoint of the first request is
     */
    public static AttributeMap addTo(AttributeMap serviceDefaults, Object builder, @Nullable AlternatorConfig config) {
        if (!ClientInternals.poolIsForAllHosts(builder)
                || (config != null && config.strategy() == RoutingStrategy.PER_CONNECTION)) {
            return serviceDefaults;
        }
        int nodes = config == null ? 1 : config.seeds().size();
        return serviceDefaults.merge(AttributeMap.builder()
                .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, PER_NODE * Math.max(FEWEST_NODES, nodes))
                .build());
    }
}
