package io.alternator.http.benchmarks.common;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The ways to the nodes that are compared, with and without the wrapper; the command line names them by their labels. */
public enum Contender implements NamedOption {
    BARE("the SDK's HTTP client without the wrapper, against one node"),
    BARE_AGAIN("the same again: the deviation of its ratio from 1 is noise"),
    BARE_IN_TURN("the SDK's HTTP client against all nodes in round-robin order: shows the cost of more connections"),
    PER_REQUEST(
            "the wrapper per request, with a SimpleMeterRegistry",
            config -> config.strategy(RoutingStrategy.PER_REQUEST)),
    PER_CONNECTION(
            "the wrapper per connection, with a SimpleMeterRegistry",
            config -> config.strategy(RoutingStrategy.PER_CONNECTION)),
    PER_REQUEST_NO_METRICS(
            "per-request with an empty composite registry, like Micrometer's global registry by default",
            config -> PER_REQUEST.settings.apply(config).meterRegistry(new CompositeMeterRegistry())),
    PER_REQUEST_TRIMMED(
            "per-request with a trimmed User-Agent: compare sent B",
            config -> PER_REQUEST.settings.apply(config).trimUserAgent(true)),
    ROUND_ROBIN(
            "per-request with the policy roundRobin()",
            config -> PER_REQUEST.settings.apply(config).policy(LoadBalancingPolicy.roundRobin())),
    PER_REQUEST_HEDGED(
            "per-request with hedging",
            config -> PER_REQUEST.settings.apply(config).hedging(true)),
    PER_CONNECTION_HEDGED(
            "per-connection with hedging",
            config -> PER_CONNECTION.settings.apply(config).hedging(true));

    /** Both strategies, with default settings. */
    public static final List<Contender> STRATEGIES = List.of(PER_REQUEST, PER_CONNECTION);

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas are stateless
    private final UnaryOperator<AlternatorConfig.Builder> settings;

    /** A contender without the wrapper. */
    Contender(String description) {
        this(description, UnaryOperator.identity());
    }

    Contender(String description, UnaryOperator<AlternatorConfig.Builder> settings) {
        this.description = description;
        this.settings = settings;
    }

    /** For the help text. */
    public String description() {
        return description;
    }

    /**
     * The client of this contender.
     *
     * @param cluster its seeds are the nodes of the bare client, which uses only the first
     * @param signed false for anonymous requests
     */
    public ClientTarget to(AlternatorConfig.Builder cluster, boolean signed) {
        AlternatorConfig config = settings.apply(cluster).build();
        List<URI> first = List.of(config.endpoint());
        return switch (this) {
            case BARE, BARE_AGAIN -> new ClientTarget(first, Optional.empty(), signed);
            case BARE_IN_TURN ->
                new ClientTarget(
                        config.seeds().stream()
                                .map(seed -> URI.create("http://" + seed))
                                .toList(),
                        Optional.empty(),
                        signed);
            default -> new ClientTarget(first, Optional.of(config), signed);
        };
    }
}
