package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.benchmarks.common.ClientTarget;
import io.alternator.http.benchmarks.common.NamedOption;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** How requests reach a node: through a strategy of the wrapper, or without the wrapper to a single node. */
enum RoutingMode implements NamedOption {
    PER_REQUEST,
    PER_CONNECTION,
    BARE;

    static final List<RoutingMode> STRATEGIES = List.of(PER_REQUEST, PER_CONNECTION);

    private static final AwsCredentialsProvider ANONYMOUS = AnonymousCredentialsProvider.create();

    ClientTarget to(TrialCluster cluster) {
        AlternatorConfig.Builder config = cluster.config();
        return switch (this) {
            case PER_REQUEST, PER_CONNECTION ->
                ClientTarget.balanced(
                        config.strategy(RoutingStrategy.valueOf(name())).build(), ANONYMOUS);
            case BARE -> ClientTarget.bare(List.of(config.build().endpoint()), ANONYMOUS);
        };
    }
}
