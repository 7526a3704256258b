package io.alternator.http.benchmarks.load;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.benchmarks.common.ClientTarget;
import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.benchmarks.stub.StubServerProcess;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The configurations that can be compared; the command line names them by their labels. */
enum Contender implements NamedOption {
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
    PER_CONNECTION_NO_METRICS(
            "per-connection with an empty composite registry",
            config -> PER_CONNECTION.settings.apply(config).meterRegistry(new CompositeMeterRegistry())),
    PER_REQUEST_TRIMMED(
            "per-request with a trimmed User-Agent: compare sent B",
            config -> PER_REQUEST.settings.apply(config).trimUserAgent(true)),
    PER_CONNECTION_TRIMMED(
            "per-connection with a trimmed User-Agent",
            config -> PER_CONNECTION.settings.apply(config).trimUserAgent(true)),
    ROUND_ROBIN(
            "per-request with the policy roundRobin()",
            config -> PER_REQUEST.settings.apply(config).policy(LoadBalancingPolicy.roundRobin())),
    PER_REQUEST_HEDGED(
            "per-request with hedging",
            config -> PER_REQUEST.settings.apply(config).hedging(true)),
    PER_CONNECTION_HEDGED(
            "per-connection with hedging",
            config -> PER_CONNECTION.settings.apply(config).hedging(true));

    static final String DEFAULTS = "bare,bare-again,per-request,per-connection";

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

    String description() {
        return description;
    }

    /** The target of this contender on these nodes. */
    ClientTarget to(StubServerProcess.Cluster cluster, AwsCredentialsProvider credentials) {
        List<URI> nodes = cluster.uris();
        return switch (this) {
            case BARE, BARE_AGAIN -> ClientTarget.bare(nodes.subList(0, 1), credentials);
            case BARE_IN_TURN -> ClientTarget.bare(nodes, credentials);
            default -> {
                AlternatorConfig.Builder config = AlternatorConfig.builder()
                        .seeds(cluster.hosts())
                        .port(cluster.port())
                        .meterRegistry(new SimpleMeterRegistry());
                yield ClientTarget.balanced(settings.apply(config).build(), credentials);
            }
        };
    }
}
