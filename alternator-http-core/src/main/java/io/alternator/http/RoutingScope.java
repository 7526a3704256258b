package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the cluster a client uses: a data center, a rack, or all of it, and what it uses instead when no node there is UP.
 *
 * <pre>{@code
 * RoutingScope.rack("dc1", "r1")                                         // else data center dc1
 * RoutingScope.rack("dc1", "r1").strict()                                // nothing else
 * RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2"))
 * }</pre>
 *
 * <p>A scope is in use while at least one of its nodes is UP. When its last one goes DOWN, the next scope of the chain serves at
 * once; when a node of a preferred scope has been UP for 2 s, the client returns to it. Requests cross data centers only if the
 * chain or the seeds name another one: the seeds serve until the first list is known, and while no listed node is UP.
 *
 * <p>Data centers and racks are named as Alternator names them ({@code nodetool status}). Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class RoutingScope {
    private static final RoutingScope LOCAL = new RoutingScope(null, null, false, false, List.of());
    private static final RoutingScope CLUSTER = new RoutingScope(null, null, true, false, List.of());

    private final @Nullable String datacenter;
    private final @Nullable String rack;
    private final boolean wholeCluster;
    private final boolean strict;
    private final List<RoutingScope> fallbacks;

    private RoutingScope(
            @Nullable String datacenter,
            @Nullable String rack,
            boolean wholeCluster,
            boolean strict,
            List<RoutingScope> fallbacks) {
        this.datacenter = datacenter;
        this.rack = rack;
        this.wholeCluster = wholeCluster;
        this.strict = strict;
        this.fallbacks = fallbacks;
    }

    /** The data center of the node that returns the list; the default. The seeds should be in one data center. */
    public static RoutingScope local() {
        return LOCAL;
    }

    /**
     * One data center.
     *
     * @throws IllegalArgumentException if the name is null or blank
     */
    public static RoutingScope datacenter(String datacenter) {
        return new RoutingScope(Checks.notBlank("scope: datacenter", datacenter), null, false, false, List.of());
    }

    /**
     * One rack. While none of its nodes is UP, its data center is used, unless the scope is {@link #strict}.
     *
     * @throws IllegalArgumentException if a name is null or blank
     */
    public static RoutingScope rack(String datacenter, String rack) {
        return new RoutingScope(
                Checks.notBlank("scope: datacenter", datacenter),
                Checks.notBlank("scope: rack", rack),
                false,
                false,
                List.of());
    }

    /** The data centers of all seeds together. Requests are spread over all of their nodes, however far away. */
    public static RoutingScope cluster() {
        return CLUSTER;
    }

    /**
     * This scope and, while none of its nodes is UP, another one.
     *
     * @throws IllegalArgumentException if {@code next} is null
     */
    public RoutingScope orElse(RoutingScope next) {
        Checks.notNull("scope: orElse", next);
        return new RoutingScope(
                datacenter,
                rack,
                wholeCluster,
                strict,
                Stream.concat(fallbacks.stream(), Stream.of(next)).toList());
    }

    /** This scope, and those appended so far, without the fallback from a rack to its data center. */
    public RoutingScope strict() {
        return new RoutingScope(
                datacenter,
                rack,
                wholeCluster,
                true,
                fallbacks.stream().map(RoutingScope::strict).toList());
    }

    /** The scopes in the order of preference, each without fallbacks: this one first, then what is used instead. */
    public List<RoutingScope> levels() {
        Stream<RoutingScope> own = Stream.of(new RoutingScope(datacenter, rack, wholeCluster, true, List.of()));
        Stream<RoutingScope> implicit = rack == null || strict
                ? Stream.empty()
                : Stream.of(new RoutingScope(datacenter, null, false, true, List.of()));
        Stream<RoutingScope> appended = fallbacks.stream().flatMap(next -> next.levels().stream());
        return Stream.of(own, implicit, appended)
                .flatMap(levels -> levels)
                .distinct()
                .toList();
    }

    /** The data center; empty for that of the node that returns the list, and for the whole cluster. */
    public Optional<String> datacenter() {
        return Optional.ofNullable(datacenter);
    }

    /** The rack; empty for all racks. */
    public Optional<String> rack() {
        return Optional.ofNullable(rack);
    }

    /** True for the data centers of all seeds. */
    public boolean isCluster() {
        return wholeCluster;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RoutingScope scope
                && wholeCluster == scope.wholeCluster
                && strict == scope.strict
                && Objects.equals(datacenter, scope.datacenter)
                && Objects.equals(rack, scope.rack)
                && fallbacks.equals(scope.fallbacks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(datacenter, rack, wholeCluster, strict, fallbacks);
    }

    /** For log lines and {@link NodeStatus}, such as {@code rack r1 of data center dc1, else data center dc1}. */
    @Override
    public String toString() {
        return levels().stream().map(RoutingScope::own).collect(Collectors.joining(", else "));
    }

    private String own() {
        if (wholeCluster) {
            return "cluster";
        }
        String center = datacenter == null ? "local data center" : "data center " + datacenter;
        return rack == null ? center : "rack " + rack + " of " + center;
    }
}
