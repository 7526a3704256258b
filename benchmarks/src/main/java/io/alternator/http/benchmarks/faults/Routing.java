package io.alternator.http.benchmarks.faults;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.benchmarks.common.Named;
import io.alternator.http.benchmarks.common.Route;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** How requests come to a node: by one of the wrapper's strategies, or without the wrapper, to one node. */
enum Routing implements Named {
    PER_REQUEST,
    PER_CONNECTION,
    BARE;

    static final List<Routing> STRATEGIES = List.of(PER_REQUEST, PER_CONNECTION);

    private static final AwsCredentialsProvider ANYBODY = AnonymousCredentialsProvider.create();

    /** Without the wrapper there is nothing to choose between. */
    int nodes(Load load) {
        return this == BARE ? 1 : load.nodes();
    }

    Route to(Stage stage) {
        return switch (this) {
            case PER_REQUEST -> balanced(stage, RoutingStrategy.PER_REQUEST);
            case PER_CONNECTION -> balanced(stage, RoutingStrategy.PER_CONNECTION);
            case BARE -> Route.bare(List.of(stage.config().build().endpoint()), ANYBODY);
        };
    }

    private static Route balanced(Stage stage, RoutingStrategy strategy) {
        return Route.balanced(stage.config().strategy(strategy).build(), ANYBODY);
    }
}
