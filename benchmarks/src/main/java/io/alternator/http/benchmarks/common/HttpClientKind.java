package io.alternator.http.benchmarks.common;

import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
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

    /** Passes this client's builder, with these pool settings, to the sync or the async function and returns the result. */
    public <R> R over(
            PoolSettings pool,
            Function<SdkHttpClient.Builder<?>, R> sync,
            Function<SdkAsyncHttpClient.Builder<?>, R> async) {
        return switch (this) {
            case APACHE ->
                sync.apply(pool.applyTo(
                        ApacheHttpClient.builder(),
                        ApacheHttpClient.Builder::maxConnections,
                        ApacheHttpClient.Builder::connectionMaxIdleTime));
            case NETTY ->
                async.apply(pool.applyTo(
                        NettyNioAsyncHttpClient.builder(),
                        NettyNioAsyncHttpClient.Builder::maxConcurrency,
                        NettyNioAsyncHttpClient.Builder::connectionMaxIdleTime));
            case APACHE5 ->
                sync.apply(pool.applyTo(
                        Apache5HttpClient.builder(),
                        Apache5HttpClient.Builder::maxConnections,
                        Apache5HttpClient.Builder::connectionMaxIdleTime));
            case CRT ->
                sync.apply(pool.applyTo(
                        AwsCrtHttpClient.builder(),
                        AwsCrtHttpClient.Builder::maxConcurrency,
                        AwsCrtHttpClient.Builder::connectionMaxIdleTime));
            case CRT_ASYNC ->
                async.apply(pool.applyTo(
                        AwsCrtAsyncHttpClient.builder(),
                        AwsCrtAsyncHttpClient.Builder::maxConcurrency,
                        AwsCrtAsyncHttpClient.Builder::connectionMaxIdleTime));
            case URL_CONNECTION ->
                sync.apply(UrlConnectionHttpClient.builder()); // the JDK sizes its pool by http.maxConnections
        };
    }
}
