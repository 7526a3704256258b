package io.alternator.http.internal.transport;

import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

/** The pool size of wrapped clients whose builder does not set one. */
public final class PoolDefaults {
    private static final int PER_NODE = 50; // the SDK's default for its one endpoint
    private static final int FEWEST_NODES = 3; // how many there are is not known yet

    private PoolDefaults() {}

    /**
     * The service's defaults, with 50 connections per node for a client whose pool all nodes share. A size that the builder sets
     * has precedence, as has the service's.
     *
     * @param seeds how many nodes are known, at least
     */
    public static AttributeMap addTo(AttributeMap serviceDefaults, Object builder, int seeds) {
        if (!ClientInternals.poolIsForAllHosts(builder)) {
            return serviceDefaults; // a limit for each host
        }
        return serviceDefaults.merge(AttributeMap.builder()
                .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, PER_NODE * Math.max(FEWEST_NODES, seeds))
                .build());
    }
}
