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
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** What takes part in the comparison, as the command line names it. */
enum Contender implements Named {
    BARE("the SDK's HTTP client, against one node"),
    BARE_AGAIN("the same once more: whatever its ratio is off 1 by is noise"),
    BARE_IN_TURN("the SDK's HTTP client, against one node after the other: what more connections cost by themselves"),
    PER_REQUEST("the wrapper, with a meter registry that counts"),
    PER_CONNECTION("likewise"),
    PER_REQUEST_NO_METRICS(
            "the wrapper, with a composite registry that is empty, as Micrometer's global one by default"),
    PER_CONNECTION_NO_METRICS("likewise"),
    PER_REQUEST_TRIMMED("the wrapper, with meters, which trims the User-Agent: compare sent B"),
    PER_CONNECTION_TRIMMED("likewise"),
    ROUND_ROBIN("the wrapper per request, with meters and the policy roundRobin()"),
    PER_REQUEST_HEDGED("the wrapper, with meters and hedging"),
    PER_CONNECTION_HEDGED("likewise");

    static final String USUAL = "bare,bare-again,per-request,per-connection";

    private final String description;

    Contender(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** To nodes of these hosts. */
    Route to(List<String> hosts, int port, AwsCredentialsProvider credentials) {
        List<URI> endpoints = hosts.stream()
                .map(host -> URI.create("http://" + host + ":" + port))
                .toList();
        return switch (this) {
            case BARE, BARE_AGAIN -> Route.bare(endpoints.subList(0, 1), credentials);
            case BARE_IN_TURN -> Route.bare(endpoints, credentials);
            default -> {
                AlternatorConfig.Builder config = AlternatorConfig.builder()
                        .seeds(hosts.toArray(String[]::new))
                        .port(port)
                        .strategy(strategy())
                        .meterRegistry(new SimpleMeterRegistry());
                yield Route.balanced(special(config).build(), credentials);
            }
        };
    }

    private RoutingStrategy strategy() {
        return name().startsWith(RoutingStrategy.PER_CONNECTION.name())
                ? RoutingStrategy.PER_CONNECTION
                : RoutingStrategy.PER_REQUEST;
    }

    private AlternatorConfig.Builder special(AlternatorConfig.Builder config) {
        return switch (this) {
            case PER_REQUEST_NO_METRICS, PER_CONNECTION_NO_METRICS ->
                config.meterRegistry(new CompositeMeterRegistry());
            case PER_REQUEST_TRIMMED, PER_CONNECTION_TRIMMED -> config.trimUserAgent(true);
            case PER_REQUEST_HEDGED, PER_CONNECTION_HEDGED -> config.hedging(true);
            case ROUND_ROBIN -> config.policy(LoadBalancingPolicy.roundRobin());
            default -> config;
        };
    }
}
