package io.alternator.http.benchmarks.faults;

import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's HTTP clients, as they come. */
enum ClientKind implements Named {
    APACHE,
    NETTY,
    APACHE5,
    CRT,
    CRT_ASYNC,
    URL_CONNECTION;

    /** Lets callers begin. */
    Callers call(Route route, int callers, Exchanges exchanges) {
        return factory().start(route, callers, exchanges);
    }

    private Callers.Factory factory() {
        return switch (this) {
            case APACHE -> SyncCallers.over(ApacheHttpClient.builder());
            case NETTY -> AsyncCallers.over(NettyNioAsyncHttpClient.builder());
            case APACHE5 -> SyncCallers.over(Apache5HttpClient.builder());
            case CRT -> SyncCallers.over(AwsCrtHttpClient.builder());
            case CRT_ASYNC -> AsyncCallers.over(AwsCrtAsyncHttpClient.builder());
            case URL_CONNECTION -> SyncCallers.over(UrlConnectionHttpClient.builder());
        };
    }
}
