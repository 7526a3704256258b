package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** One client per combination of SDK client (sync, async) and routing strategy. */
final class DemoClients implements AutoCloseable {
    private final Map<String, Workload.ItemClient> byName = new LinkedHashMap<>();
    private final List<DynamoDbClient> syncClients = new ArrayList<>();
    private final List<SdkAutoCloseable> open = new ArrayList<>();

    /** Opens the clients on the target's cluster; {@code settings} adds configuration that all of them share. */
    DemoClients(Target target, UnaryOperator<AlternatorConfig.Builder> settings) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            String name = strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
            AlternatorConfig.Builder config = settings.apply(target.config()).strategy(strategy);
            add("sync-" + name, target, config.name("sync-" + name).build(), true);
            add("async-" + name, target, config.name("async-" + name).build(), false);
        }
    }

    Map<String, Workload.ItemClient> byName() {
        return byName;
    }

    Workload.ItemClient any() {
        return new SyncItemClient(admin());
    }

    /** Creates a table with a unique name. The caller {@linkplain #deleteTable deletes} it. */
    String createTable() {
        return DemoTable.create(admin());
    }

    void deleteTable(String name) {
        admin().deleteTable(table -> table.tableName(name));
    }

    @Override
    public void close() {
        open.forEach(SdkAutoCloseable::close);
    }

    private DynamoDbClient admin() {
        return syncClients.get(0);
    }

    private void add(String name, Target target, AlternatorConfig config, boolean sync) {
        if (sync) {
            DynamoDbClient client = DynamoDbClient.builder()
                    .endpointOverride(config.endpoint())
                    .httpClientBuilder(AlternatorHttpClient.builder()
                            .delegate(ApacheHttpClient.builder())
                            .config(config))
                    .credentialsProvider(target.credentials())
                    .region(Region.US_EAST_1)
                    .build();
            open.add(client);
            syncClients.add(client);
            byName.put(name, new SyncItemClient(client));
        } else {
            DynamoDbAsyncClient client = DynamoDbAsyncClient.builder()
                    .endpointOverride(config.endpoint())
                    .httpClientBuilder(AlternatorAsyncHttpClient.builder()
                            .delegate(NettyNioAsyncHttpClient.builder())
                            .config(config))
                    .credentialsProvider(target.credentials())
                    .region(Region.US_EAST_1)
                    .build();
            open.add(client);
            byName.put(name, new AsyncItemClient(client));
        }
    }

    private record SyncItemClient(DynamoDbClient client) implements Workload.ItemClient {
        @Override
        public CompletableFuture<?> put(PutItemRequest request) {
            return CompletableFuture.completedFuture(client.putItem(request));
        }

        @Override
        public CompletableFuture<GetItemResponse> get(GetItemRequest request) {
            return CompletableFuture.completedFuture(client.getItem(request));
        }
    }

    private record AsyncItemClient(DynamoDbAsyncClient client) implements Workload.ItemClient {
        @Override
        public CompletableFuture<?> put(PutItemRequest request) {
            return client.putItem(request);
        }

        @Override
        public CompletableFuture<GetItemResponse> get(GetItemRequest request) {
            return client.getItem(request);
        }
    }
}
