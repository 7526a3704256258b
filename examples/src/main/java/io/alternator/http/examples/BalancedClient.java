package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeStatus;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.support.ItemClient;
import io.alternator.http.sync.AlternatorHttpClient;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A DynamoDB client over a balanced HTTP client, and that client's view of the nodes.
 *
 * @param http closed after the DynamoDB client, as the SDK does not close an HTTP client that it was given
 */
public record BalancedClient(ItemClient items, Supplier<List<NodeStatus>> nodes, SdkAutoCloseable http)
        implements AutoCloseable {

    /** Which kind of SDK client an application uses. */
    public enum Kind {
        /** Over Apache's HTTP client. */
        SYNC,
        /** Over Netty. */
        ASYNC
    }

    /** Opens a client. */
    public static BalancedClient open(Kind kind, AlternatorConfig config, AwsCredentialsProvider credentials) {
        return switch (kind) {
            case SYNC -> {
                AlternatorHttpClient http = AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
                DynamoDbClient client = ItemClient.configure(DynamoDbClient.builder(), config.endpoint(), credentials)
                        .httpClient(http)
                        .build();
                yield new BalancedClient(ItemClient.of(client), http::nodes, http);
            }
            case ASYNC -> {
                AlternatorAsyncHttpClient http =
                        AlternatorAsyncHttpClient.wrapAsync(NettyNioAsyncHttpClient.builder(), config);
                DynamoDbAsyncClient client = ItemClient.configure(
                                DynamoDbAsyncClient.builder(), config.endpoint(), credentials)
                        .httpClient(http)
                        .build();
                yield new BalancedClient(ItemClient.of(client), http::nodes, http);
            }
        };
    }

    @Override
    public void close() {
        items.close();
        http.close();
    }
}
