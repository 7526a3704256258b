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
public enum ClientKind implements Named {
    APACHE,
    NETTY,
    APACHE5,
    CRT,
    CRT_ASYNC,
    URL_CONNECTION;

    /** Makes something of a builder with such a pool, by the one way or the other. */
    public <R> R over(
            Pool pool, Function<SdkHttpClient.Builder<?>, R> sync, Function<SdkAsyncHttpClient.Builder<?>, R> async) {
        return switch (this) {
            case APACHE ->
                sync.apply(pool.of(
                        ApacheHttpClient.builder(),
                        ApacheHttpClient.Builder::maxConnections,
                        ApacheHttpClient.Builder::connectionMaxIdleTime));
            case NETTY ->
                async.apply(pool.of(
                        NettyNioAsyncHttpClient.builder(),
                        NettyNioAsyncHttpClient.Builder::maxConcurrency,
                        NettyNioAsyncHttpClient.Builder::connectionMaxIdleTime));
            case APACHE5 ->
                sync.apply(pool.of(
                        Apache5HttpClient.builder(),
                        Apache5HttpClient.Builder::maxConnections,
                        Apache5HttpClient.Builder::connectionMaxIdleTime));
            case CRT ->
                sync.apply(pool.of(
                        AwsCrtHttpClient.builder(),
                        AwsCrtHttpClient.Builder::maxConcurrency,
                        AwsCrtHttpClient.Builder::connectionMaxIdleTime));
            case CRT_ASYNC ->
                async.apply(pool.of(
                        AwsCrtAsyncHttpClient.builder(),
                        AwsCrtAsyncHttpClient.Builder::maxConcurrency,
                        AwsCrtAsyncHttpClient.Builder::connectionMaxIdleTime));
            case URL_CONNECTION -> sync.apply(UrlConnectionHttpClient.builder()); // the JDK's pool has its own setting
        };
    }
}
