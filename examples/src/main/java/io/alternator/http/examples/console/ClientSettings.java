package io.alternator.http.examples.console;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.BalancedClient;

/** The settings of the client that the page can change. */
record ClientSettings(RoutingStrategy strategy, BalancedClient.Kind kind) {}
