package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.NodeEndpoint;
import io.alternator.http.RoutingStrategy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** A function that makes a builder for each node, and the configurations that it fits. */
@Tag("platform")
final class NodeBuildersTest {
    private static final AlternatorConfig PER_NODE = AlternatorConfig.builder()
            .seeds("127.0.0.1:1")
            .domain("dog.scylla.invalid")
            .strategy(RoutingStrategy.PER_CONNECTION)
            .build();
    private static final AlternatorConfig KEEPING_THE_NAME =
            PER_NODE.toBuilder().keepEndpointName(true).build();

    private static void expectRefused(
            Function<NodeEndpoint, SdkHttpClient.Builder<?>> delegate, AlternatorConfig config, String... message) {
        AlternatorHttpClient.Builder builder =
                AlternatorHttpClient.builder().delegate(delegate).config(config);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void strategyAndSeeds_areNeeded() {
        String[] message = {"delegate: a builder for each node needs PER_CONNECTION and seeds"};
        expectRefused(
                node -> ApacheHttpClient.builder(), AlternatorConfig.builder().build(), message);
        expectRefused(
                node -> ApacheHttpClient.builder(),
                AlternatorConfig.builder().seeds("a").build(),
                message);
        expectRefused(
                node -> ApacheHttpClient.builder(),
                AlternatorConfig.builder()
                        .strategy(RoutingStrategy.PER_CONNECTION)
                        .build(),
                message);
        AlternatorHttpClient.Builder withoutConfig =
                AlternatorHttpClient.builder().delegate(node -> ApacheHttpClient.builder());
        assertThatThrownBy(withoutConfig::build).hasMessageStartingWith("config: not set");
    }

    @Test
    void nullOfTheFunction_isRefused() {
        expectRefused(node -> null, PER_NODE, "delegate: the function returned null for 127.0.0.1:1");
    }

    @Test
    void keptName_needsABuilderForEachNode() {
        SdkHttpClient.Builder<?> one = ApacheHttpClient.builder();
        assertThatThrownBy(() -> AlternatorHttpClient.wrap(one, KEEPING_THE_NAME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keepEndpointName: needs a builder for each node")
                .hasMessageContaining(".dnsResolver(node::resolve)");
    }

    @Test
    void keptName_needsAClientThatResolvesItToTheNode() {
        expectRefused(
                node -> UrlConnectionHttpClient.builder(),
                KEEPING_THE_NAME,
                "keepEndpointName: UrlConnectionHttpClient resolves names by itself",
                "TlsNames.checkedAs");
        expectRefused(
                node -> AwsCrtHttpClient.builder(),
                KEEPING_THE_NAME,
                "keepEndpointName: AwsCrtHttpClient resolves names by itself");
        expectRefused(
                node -> ApacheHttpClient.builder(),
                KEEPING_THE_NAME,
                "delegate: the builder for 127.0.0.1:1 has no dnsResolver",
                "dog.scylla.invalid",
                ".dnsResolver(node::resolve)");
    }

    @Test
    void keptName_isNotForProxies_asTheyResolveIt() {
        ProxyConfiguration proxy = ProxyConfiguration.builder()
                .endpoint(java.net.URI.create("http://127.0.0.1:2"))
                .build();
        expectRefused(
                node -> ApacheHttpClient.builder().proxyConfiguration(proxy).dnsResolver(node::resolve),
                KEEPING_THE_NAME,
                "keepEndpointName: requests to dog.scylla.invalid would go through the proxy 127.0.0.1:2",
                "NO_PROXY");
        try (AlternatorHttpClient exempt = AlternatorHttpClient.builder()
                .delegate(node -> ApacheHttpClient.builder()
                        .proxyConfiguration(proxy.toBuilder()
                                .addNonProxyHost("dog.scylla.invalid")
                                .build())
                        .dnsResolver(node::resolve))
                .config(KEEPING_THE_NAME)
                .build()) {
            assertThat(exempt.nodes()).hasSize(1);
        }
    }

    @Test
    void builderOfAnotherVendor_isTrusted() {
        SdkHttpClient.Builder<?> custom = new CustomBuilder();
        assertThatCode(() -> AlternatorHttpClient.builder()
                        .delegate(node -> custom)
                        .config(KEEPING_THE_NAME)
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }

    private static final class CustomBuilder implements SdkHttpClient.Builder<CustomBuilder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new FakeClient();
        }
    }

    @Test
    void node_resolvesItsName_andNoOther() throws UnknownHostException {
        NodeEndpoint node = NodeEndpoint.builder(new NodeAddress("127.0.0.7", 8000))
                .name("dog.scylla.invalid")
                .build();
        assertThat(node.resolve("dog.scylla.invalid")).containsExactly(InetAddress.getByName("127.0.0.7"));
        assertThat(node.resolve("DOG.scylla.invalid")).containsExactly(InetAddress.getByName("127.0.0.7"));
        assertThat(node.resolve("127.0.0.8")).containsExactly(InetAddress.getByName("127.0.0.8"));
        assertThatThrownBy(() -> node.resolve("cat.scylla.invalid")).isInstanceOf(UnknownHostException.class);
    }
}
