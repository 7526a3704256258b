package io.alternator.http.examples.console;

import io.alternator.http.RoutingStrategy;

/** What an operator may choose of the client. */
record Choice(RoutingStrategy strategy, ClientKind kind) {

    /** In words, for the journal. */
    String label() {
        String picks = switch (strategy) {
            case PER_REQUEST -> "a node per request";
            case PER_CONNECTION -> "a node per connection";
        };
        return picks + ", " + (kind == ClientKind.SYNC ? "sync" : "async");
    }
}
