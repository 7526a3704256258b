package io.alternator.http.benchmarks.faults;

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
        return switch (this) {
            case PER_REQUEST -> balanced(cluster, RoutingStrategy.PER_REQUEST);
            case PER_CONNECTION -> balanced(cluster, RoutingStrategy.PER_CONNECTION);
            case BARE -> ClientTarget.bare(List.of(cluster.config().build().endpoint()), ANONYMOUS);
        };
    }

    private static ClientTarget balanced(TrialCluster cluster, RoutingStrategy strategy) {
        return ClientTarget.balanced(cluster.config().strategy(strategy).build(), ANONYMOUS);
    }
}
