package io.alternator.http.internal.identity;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import java.util.Locale;

/**
 * What tells a client from others, in meters and log lines.
 *
 * @param name the {@code client} tag of its meters; unique among the open clients of the JVM
 */
public record ClientIdentity(String name, ClientKind kind, RoutingStrategy strategy) {

    /** Of a new client, whose name is its own until {@link #release}. */
    public static ClientIdentity open(AlternatorConfig config, ClientKind kind) {
        String name = config.name().map(ClientNames::acquire).orElseGet(ClientNames::unnamed);
        ClientIdentity opened = new ClientIdentity(name, kind, config.strategy());
        config.name()
                .filter(wanted -> !wanted.equals(name))
                .ifPresent(wanted ->
                        opened.log(ClientIdentity.class).info("name: another open client is called '{}'", wanted));
        return opened;
    }

    /** The client is closed. */
    public void release() {
        ClientNames.release(name);
    }

    /** Of one cluster of a client that has several, one for each endpoint. */
    public ClientIdentity at(NodeAddress endpoint) {
        return new ClientIdentity(name + "@" + endpoint, kind, strategy);
    }

    /** Writes log lines of this type that name the client. */
    public ClientLog log(Class<?> type) {
        return new ClientLog(toString(), type);
    }

    /** As in {@code orders, sync}. */
    @Override
    public String toString() {
        return name + ", " + kind.name().toLowerCase(Locale.ROOT);
    }
}
