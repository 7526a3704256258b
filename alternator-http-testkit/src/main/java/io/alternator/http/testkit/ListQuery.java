package io.alternator.http.testkit;

import java.util.Optional;
import okhttp3.HttpUrl;

/** The nodes that a request to {@code /localnodes} asks for: those of a data center, or of one of its racks. */
record ListQuery(String datacenter, Optional<String> rack) {

    /** All nodes of this data center. */
    static ListQuery datacenter(String datacenter) {
        return new ListQuery(datacenter, Optional.empty());
    }

    /** The nodes of this rack. */
    static ListQuery rack(String datacenter, String rack) {
        return new ListQuery(datacenter, Optional.of(rack));
    }

    /** Reads {@code dc} and {@code rack}. As in Alternator, an empty parameter counts as absent. */
    static ListQuery of(HttpUrl url, String ownDatacenter) {
        return new ListQuery(parameter(url, "dc").orElse(ownDatacenter), parameter(url, "rack"));
    }

    boolean matches(Location location) {
        return location.datacenter().equals(datacenter)
                && rack.map(location.rack()::equals).orElse(true);
    }

    private static Optional<String> parameter(HttpUrl url, String name) {
        return Optional.ofNullable(url.queryParameter(name)).filter(value -> !value.isEmpty());
    }
}
