package io.alternator.http.benchmarks.common;

import io.alternator.http.support.ItemClient;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

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
        return switch (this) {
            case APACHE ->
                target.open(pool(
                        ApacheHttpClient.builder(),
                        connections,
                        ApacheHttpClient.Builder::maxConnections,
                        ApacheHttpClient.Builder::connectionMaxIdleTime));
            case NETTY ->
                target.open(pool(
                        NettyNioAsyncHttpClient.builder(),
                        connections,
                        NettyNioAsyncHttpClient.Builder::maxConcurrency,
                        NettyNioAsyncHttpClient.Builder::connectionMaxIdleTime));
            case APACHE5 ->
                target.open(pool(
                        Apache5HttpClient.builder(),
                        connections,
                        Apache5HttpClient.Builder::maxConnections,
                        Apache5HttpClient.Builder::connectionMaxIdleTime));
            case CRT ->
                target.open(pool(
                        AwsCrtHttpClient.builder(),
                        connections,
                        AwsCrtHttpClient.Builder::maxConcurrency,
                        AwsCrtHttpClient.Builder::connectionMaxIdleTime));
            case CRT_ASYNC ->
                target.open(pool(
                        AwsCrtAsyncHttpClient.builder(),
                        connections,
                        AwsCrtAsyncHttpClient.Builder::maxConcurrency,
                        AwsCrtAsyncHttpClient.Builder::connectionMaxIdleTime));
            case URL_CONNECTION ->
                target.open(UrlConnectionHttpClient.builder()); // the JDK sizes its pool by http.maxConnections
        };
    }

    private static <B> B pool(
            B builder, OptionalInt connections, BiConsumer<B, Integer> limit, BiConsumer<B, Duration> idleTime) {
        connections.ifPresent(max -> {
            limit.accept(builder, max);
            idleTime.accept(builder, IDLE_TIMEOUT);
        });
        return builder;
    }
}
