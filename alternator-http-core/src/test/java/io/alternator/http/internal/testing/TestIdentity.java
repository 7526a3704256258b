package io.alternator.http.internal.testing;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientKind;

/** Clients of tests. */
public final class TestIdentity {
    /** A client that is called {@code orders}. */
    public static final ClientIdentity ORDERS = named("orders");

    private TestIdentity() {}

    public static ClientIdentity named(String name) {
        return new ClientIdentity(name, ClientKind.SYNC, RoutingStrategy.PER_REQUEST);
    }
}
