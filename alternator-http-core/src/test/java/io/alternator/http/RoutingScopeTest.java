package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutingScopeTest {
    private static List<String> levels(RoutingScope scope) {
        return scope.levels().stream().map(RoutingScope::toString).toList();
    }

    @Test
    void rack_fallsBackToItsDatacenter_unlessStrict() {
        RoutingScope rack = RoutingScope.rack("dc1", "r1");
        assertThat(levels(rack)).containsExactly("rack r1 of data center dc1", "data center dc1");
        assertThat(levels(rack.strict())).containsExactly("rack r1 of data center dc1");
    }

    @Test
    void orElse_appendsAfterTheImplicitFallback() {
        RoutingScope scope = RoutingScope.rack("dc1", "r1")
                .orElse(RoutingScope.rack("dc1", "r2"))
                .orElse(RoutingScope.datacenter("dc2"));
        assertThat(levels(scope))
                .containsExactly(
                        "rack r1 of data center dc1",
                        "data center dc1",
                        "rack r2 of data center dc1",
                        "data center dc2");
        assertThat(levels(scope.strict()))
                .containsExactly("rack r1 of data center dc1", "rack r2 of data center dc1", "data center dc2");
    }

    @Test
    void otherScopes_haveNoImplicitFallback() {
        assertThat(levels(RoutingScope.local())).containsExactly("local data center");
        assertThat(levels(RoutingScope.datacenter("dc1"))).containsExactly("data center dc1");
        assertThat(levels(RoutingScope.cluster())).containsExactly("cluster");
        assertThat(levels(RoutingScope.local().orElse(RoutingScope.cluster())))
                .containsExactly("local data center", "cluster");
    }

    @Test
    void toString_namesTheChain() {
        assertThat(RoutingScope.rack("dc1", "r1")).hasToString("rack r1 of data center dc1, else data center dc1");
    }

    @Test
    void equality_isByNamesAndChain() {
        assertThat(RoutingScope.rack("dc1", "r1"))
                .isEqualTo(RoutingScope.rack("dc1", "r1"))
                .hasSameHashCodeAs(RoutingScope.rack("dc1", "r1"))
                .isNotEqualTo(RoutingScope.rack("dc1", "r1").strict())
                .isNotEqualTo(RoutingScope.datacenter("dc1"));
    }
}
