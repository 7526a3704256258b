package io.alternator.http.benchmarks.load;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.benchmarks.common.Named;
import io.alternator.http.benchmarks.common.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** What takes part in the comparison, as the command line names it. */
enum Contender implements Named {
    BARE("the SDK's HTTP client, against one node"),
    BARE_AGAIN("the same once more: whatever its ratio is off 1 by is noise"),
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
        return to(AlternatorConfig.builder().seeds(hosts.toArray(String[]::new)).port(port), credentials);
    }

    private Route to(AlternatorConfig.Builder config, AwsCredentialsProvider credentials) {
        return switch (this) {
            case BARE, BARE_AGAIN -> Route.bare(config.build().endpoint(), credentials);
            case PER_REQUEST -> balanced(config, RoutingStrategy.PER_REQUEST, new SimpleMeterRegistry(), credentials);
            case PER_CONNECTION ->
                balanced(config, RoutingStrategy.PER_CONNECTION, new SimpleMeterRegistry(), credentials);
            case PER_REQUEST_NO_METRICS ->
                balanced(config, RoutingStrategy.PER_REQUEST, new CompositeMeterRegistry(), credentials);
            case PER_CONNECTION_NO_METRICS ->
                balanced(config, RoutingStrategy.PER_CONNECTION, new CompositeMeterRegistry(), credentials);
            case PER_REQUEST_TRIMMED -> PER_REQUEST.to(config.trimUserAgent(true), credentials);
            case PER_CONNECTION_TRIMMED -> PER_CONNECTION.to(config.trimUserAgent(true), credentials);
            case ROUND_ROBIN -> PER_REQUEST.to(config.policy(LoadBalancingPolicy.roundRobin()), credentials);
            case PER_REQUEST_HEDGED -> PER_REQUEST.to(config.hedging(true), credentials);
            case PER_CONNECTION_HEDGED -> PER_CONNECTION.to(config.hedging(true), credentials);
        };
    }

    private static Route balanced(
            AlternatorConfig.Builder config,
            RoutingStrategy strategy,
            MeterRegistry meters,
            AwsCredentialsProvider credentials) {
        return Route.balanced(config.strategy(strategy).meterRegistry(meters).build(), credentials);
    }
}
