package io.alternator.http.examples.console;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.BalancedClient;

/** The settings of the client that the page can change. */
record ClientSettings(RoutingStrategy strategy, BalancedClient.Kind kind) {

    /** Text for the event list. */
    String label() {
        String routing = switch (strategy) {
            case PER_REQUEST -> "a node per request";
            case PER_CONNECTION -> "a node per connection";
        };
        return routing + ", " + (kind == BalancedClient.Kind.SYNC ? "sync" : "async");
    }
}
