package io.alternator.http.benchmarks.faults;

import io.alternator.http.RoutingStrategy;
import java.util.List;
import java.util.Optional;

/** How requests come to a node: by one of the wrapper's strategies, or without the wrapper, to one node. */
enum Routing implements Named {
    PER_REQUEST,
    PER_CONNECTION,
    BARE;

    static final List<Routing> STRATEGIES = List.of(PER_REQUEST, PER_CONNECTION);

    /** Without the wrapper there is nothing to choose between. */
    int nodes(Load load) {
        return this == BARE ? 1 : load.nodes();
    }

    Route to(Stage stage) {
        return switch (this) {
            case PER_REQUEST -> balanced(stage, RoutingStrategy.PER_REQUEST);
            case PER_CONNECTION -> balanced(stage, RoutingStrategy.PER_CONNECTION);
            case BARE -> new Route(stage.config().build().endpoint(), Optional.empty());
        };
    }

    private static Route balanced(Stage stage, RoutingStrategy strategy) {
        var config = stage.config().strategy(strategy).build();
        return new Route(config.endpoint(), Optional.of(config));
    }
}
