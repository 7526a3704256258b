package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;

final class RouteGuardTest {
    private static final Node N1 = node("http", "n1");
    private static final Node N2 = node("http", "n2");

    /** Signed for {@code n1:8000}. */
    private static final SdkHttpRequest SIGNED = ClusterFixture.request();

    private static final SdkHttpRequest UNSIGNED =
            SIGNED.toBuilder().removeHeader("Authorization").build();

    private static Node node(String scheme, String host) {
        return Node.at(scheme, new NodeAddress(host, 8000));
    }

    private static ProxySettings proxy(String exempt, boolean tunnels) {
        return new ProxySettings("proxy", 3128, exempt::equals, tunnels);
    }

    private static RouteGuard guard(boolean clientKeepsHost, ProxySettings proxy, String endpoint) {
        return new RouteGuard(new FakeTransport(clientKeepsHost).hostHeader(), proxy, endpoint);
    }

    private static void send(RouteGuard guard, SdkHttpRequest request, Node node) {
        new RequestRewriter(guard, new HeaderEdits(AlternatorConfig.builder().build())).rewrite(request, node);
    }

    @Test
    void signedRequestThroughAForwardProxy_isRefusedForEveryOtherName_andForAllFromThenOn() {
        RouteGuard guard = guard(true, proxy("", false), "n1");
        send(guard, SIGNED, N1);
        assertThatThrownBy(() -> send(guard, SIGNED, N2))
                .hasMessageContaining("forward proxy proxy:3128")
                .hasMessageContaining("'n1:8000' by 'n2:8000'")
                .hasMessageContaining("NO_PROXY");
        assertThatThrownBy(() -> send(guard, SIGNED, N1)).isInstanceOf(UnsupportedOperationException.class);
        send(guard, UNSIGNED, N2);
    }

    @Test
    void signedRequestThroughAForwardProxyThatKeepsTheHost_isSent() {
        RouteGuard guard = guard(true, proxy("", false), "n1");
        assertThatThrownBy(() -> send(guard, SIGNED, N2)).isInstanceOf(UnsupportedOperationException.class);
        guard.proxyKeepsHost();
        assertThatCode(() -> send(guard, SIGNED, N2)).doesNotThrowAnyException();
    }

    @Test
    void tunnelledAndDirectRequests_areSent() {
        send(guard(true, proxy("", true), "n1"), SIGNED, N2);
        send(guard(true, proxy("n2", false), "n1"), SIGNED, N2);
        send(guard(true, proxy("", false), "n1"), SIGNED, node("https", "n2"));
    }

    @Test
    void nodeBehindAProxyFromWhichTheEndpointIsExempt_refusesAllRequests() {
        RouteGuard guard = guard(true, proxy("n1", true), "n1");
        guard.listed(List.of(N1));
        send(guard, UNSIGNED, N1);
        guard.listed(List.of(N1, N2));
        assertThatThrownBy(() -> send(guard, UNSIGNED, N1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("n2:8000")
                .hasMessageContaining("http.nonProxyHosts");
    }

    @Test
    void endpointBehindTheProxy_mayHaveNodesThatAreNot() {
        RouteGuard guard = guard(true, proxy("n2", true), "n1");
        guard.listed(List.of(N1, N2));
        send(guard, SIGNED, N1);
        send(guard, SIGNED, N2);
    }

    @Test
    void clientThatReplacesTheHost_isRefusedSignedRequestsToAnyNode() {
        RouteGuard guard = guard(false, ProxySettings.NONE, "n1");
        assertThatThrownBy(() -> send(guard, SIGNED, N1)).hasMessageContaining("use ApacheHttpClient");
        send(guard, UNSIGNED, N1);
    }
}
