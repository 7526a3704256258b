package io.alternator.http.benchmarks.common;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.function.UnaryOperator;

/** The ways to the nodes that are compared, with and without the wrapper; {@code help/load.txt} describes each by its label. */
public enum Contender implements NamedOption {
    BARE,
    BARE_AGAIN,
    BARE_IN_TURN,
    PER_REQUEST(config -> config.strategy(RoutingStrategy.PER_REQUEST)),
    PER_CONNECTION(config -> config.strategy(RoutingStrategy.PER_CONNECTION)),
    PER_REQUEST_NO_METRICS(config -> PER_REQUEST.settings.apply(config).meterRegistry(new CompositeMeterRegistry())),
    PER_REQUEST_TRIMMED(config -> PER_REQUEST.settings.apply(config).trimUserAgent(true)),
    ROUND_ROBIN(config -> PER_REQUEST.settings.apply(config).policy(LoadBalancingPolicy.roundRobin())),
    PER_REQUEST_HEDGED(config -> PER_REQUEST.settings.apply(config).hedging(true)),
    PER_CONNECTION_HEDGED(config -> PER_CONNECTION.settings.apply(config).hedging(true));

    /** Both strategies, with default settings. */
    public static final List<Contender> STRATEGIES = List.of(PER_REQUEST, PER_CONNECTION);

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas are stateless
    private final UnaryOperator<AlternatorConfig.Builder> settings;

    /** A contender without the wrapper. */
    Contender() {
        this(UnaryOperator.identity());
    }

    Contender(UnaryOperator<AlternatorConfig.Builder> settings) {
        this.settings = settings;
    }

    /** True without the wrapper. */
    boolean isBare() {
        return this == BARE || this == BARE_AGAIN || this == BARE_IN_TURN;
    }

    /**
     * The client of this contender.
     *
     * @param cluster its seeds are the nodes of the bare client, which uses only the first
     * @param signed false for anonymous requests
     */
    public ClientTarget to(AlternatorConfig.Builder cluster, boolean signed) {
        return new ClientTarget(this, settings.apply(cluster).build(), signed);
    }
}
