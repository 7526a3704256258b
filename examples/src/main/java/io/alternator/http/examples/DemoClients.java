package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.support.ItemClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One client per combination of routing strategy and SDK client (sync, async). */
public final class DemoClients implements AutoCloseable {
    private final Map<Settings, Client> all = new LinkedHashMap<>();

    /** Which kind of SDK client an application uses. */
    public enum Kind {
        /** Over Apache's HTTP client. */
        SYNC,
        /** Over Netty. */
        ASYNC
    }

    /** What tells the clients apart. */
    public record Settings(RoutingStrategy strategy, Kind kind) {
        /** The client's name in logs and meters. */
        public String name() {
            return (kind + "-" + strategy).toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A DynamoDB client over a balanced HTTP client, which it owns, and that client's view of the nodes. */
    public record Client(ItemClient items, Supplier<List<NodeStatus>> nodes) {}

    /** Opens the clients on the target's cluster; {@code common} adds configuration that all of them share. */
    public DemoClients(Target target, UnaryOperator<AlternatorConfig.Builder> common) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            for (Kind kind : Kind.values()) {
                Settings settings = new Settings(strategy, kind);
                AlternatorConfig config = common.apply(target.config())
                        .strategy(strategy)
                        .name(settings.name())
                        .build();
                all.put(settings, open(kind, config, target));
            }
        }
    }

    private static Client open(Kind kind, AlternatorConfig config, Target target) {
        return switch (kind) {
            case SYNC -> {
                AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                DynamoDbClient client = ItemClient.configure(
                                DynamoDbClient.builder(), config.endpoint(), target.credentials())
                        .httpClientBuilder(defaults -> http)
                        .build();
                yield new Client(ItemClient.of(client), http::nodes);
            }
            case ASYNC -> {
                AlternatorAsyncHttpClient http =
                        AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
                DynamoDbAsyncClient client = ItemClient.configure(
                                DynamoDbAsyncClient.builder(), config.endpoint(), target.credentials())
                        .httpClientBuilder(defaults -> http)
                        .build();
                yield new Client(ItemClient.of(client), http::nodes);
            }
        };
    }

    /** All clients, in the order in which they were opened. */
    public Map<Settings, Client> all() {
        return all;
    }

    @Override
    public void close() {
        all.values().parallelStream().forEach(client -> client.items().close()); // Netty closes slowly
    }
}
