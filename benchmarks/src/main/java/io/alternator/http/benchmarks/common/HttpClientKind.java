package io.alternator.http.benchmarks.common;

import static software.amazon.awssdk.http.SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT;
import static software.amazon.awssdk.http.SdkHttpConfigurationOption.MAX_CONNECTIONS;

import io.alternator.http.support.ItemClient;
import java.time.Duration;
import java.util.OptionalInt;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** The SDK's HTTP clients. */
public enum HttpClientKind implements NamedOption {
    APACHE,
    NETTY,
    APACHE5,
    CRT,
    CRT_ASYNC,
    URL_CONNECTION;

    /** The wrapper's default. Netty's 5 s would close connections that are idle during the turns of other contenders. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    /**
     * Opens a DynamoDB client over this HTTP client.
     *
     * @param connections the pool's limit, for all nodes together or for each, depending on the client; empty for the client's
     *     default limit and idle timeout
     */
    public ItemClient open(ClientTarget target, OptionalInt connections) {
        AttributeMap.Builder pool = AttributeMap.builder();
        connections.ifPresent(max -> pool.put(MAX_CONNECTIONS, max).put(CONNECTION_MAX_IDLE_TIMEOUT, IDLE_TIMEOUT));
        AttributeMap defaults = pool.build();
        return switch (this) {
            case APACHE -> target.open(ApacheHttpClient.builder(), defaults);
            case NETTY -> target.open(NettyNioAsyncHttpClient.builder(), defaults);
            case APACHE5 -> target.open(Apache5HttpClient.builder(), defaults);
            case CRT -> target.open(AwsCrtHttpClient.builder(), defaults);
            case CRT_ASYNC -> target.open(AwsCrtAsyncHttpClient.builder(), defaults);
            case URL_CONNECTION ->
                target.open(UrlConnectionHttpClient.builder(), defaults); // pool: http.maxConnections
        };
    }
}
