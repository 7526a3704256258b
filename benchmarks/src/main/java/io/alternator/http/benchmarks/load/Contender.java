package io.alternator.http.benchmarks.load;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.benchmarks.common.Named;
import io.alternator.http.benchmarks.common.Route;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** What takes part in the comparison, as the command line names it. */
enum Contender implements Named {
    BARE("the SDK's HTTP client, against one node"),
    BARE_AGAIN("the same once more: whatever its ratio is off 1 by is noise"),
    BARE_IN_TURN("the SDK's HTTP client, against one node after the other: what more connections cost by themselves"),
    PER_REQUEST(
            "the wrapper, with a meter registry that counts", config -> config.strategy(RoutingStrategy.PER_REQUEST)),
    PER_CONNECTION("likewise", config -> config.strategy(RoutingStrategy.PER_CONNECTION)),
    PER_REQUEST_NO_METRICS(
            "the wrapper, with a composite registry that is empty, as Micrometer's global one by default",
            config -> PER_REQUEST.settings.apply(config).meterRegistry(new CompositeMeterRegistry())),
    PER_CONNECTION_NO_METRICS(
            "likewise", config -> PER_CONNECTION.settings.apply(config).meterRegistry(new CompositeMeterRegistry())),
    PER_REQUEST_TRIMMED(
            "the wrapper, with meters, which trims the User-Agent: compare sent B",
            config -> PER_REQUEST.settings.apply(config).trimUserAgent(true)),
    PER_CONNECTION_TRIMMED(
            "likewise", config -> PER_CONNECTION.settings.apply(config).trimUserAgent(true)),
    ROUND_ROBIN(
            "the wrapper per request, with meters and the policy roundRobin()",
            config -> PER_REQUEST.settings.apply(config).policy(LoadBalancingPolicy.roundRobin())),
    PER_REQUEST_HEDGED(
            "the wrapper, with meters and hedging",
            config -> PER_REQUEST.settings.apply(config).hedging(true)),
    PER_CONNECTION_HEDGED(
            "likewise", config -> PER_CONNECTION.settings.apply(config).hedging(true));

    static final String USUAL = "bare,bare-again,per-request,per-connection";

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    private final UnaryOperator<AlternatorConfig.Builder> settings;

    /** Without the wrapper. */
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

    /** To nodes of these hosts. */
    Route to(List<String> hosts, int port, AwsCredentialsProvider credentials) {
        List<URI> nodes = hosts.stream()
                .map(host -> URI.create("http://" + host + ":" + port))
                .toList();
        return switch (this) {
            case BARE, BARE_AGAIN -> Route.bare(nodes.subList(0, 1), credentials);
            case BARE_IN_TURN -> Route.bare(nodes, credentials);
            default -> {
                AlternatorConfig.Builder config = AlternatorConfig.builder()
                        .seeds(hosts.toArray(String[]::new))
                        .port(port)
                        .meterRegistry(new SimpleMeterRegistry());
                yield Route.balanced(settings.apply(config).build(), credentials);
            }
        };
    }
}
