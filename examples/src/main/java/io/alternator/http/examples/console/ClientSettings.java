package io.alternator.http.examples.console;

import io.alternator.http.RoutingStrategy;

/** The settings of the client that the page can change. */
record ClientSettings(RoutingStrategy strategy, ClientKind kind) {

    /** Text for the event list. */
    String label() {
        String routing = switch (strategy) {
            case PER_REQUEST -> "a node per request";
            case PER_CONNECTION -> "a node per connection";
        };
        return routing + ", " + (kind == ClientKind.SYNC ? "sync" : "async");
    }
}
