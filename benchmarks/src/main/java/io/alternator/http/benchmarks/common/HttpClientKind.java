package io.alternator.http.benchmarks.common;

import io.alternator.http.support.ItemClient;
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

    /**
     * Opens a DynamoDB client over this HTTP client.
     *
     * @param defaults of the HTTP client's settings; empty for its own
     */
    public ItemClient open(ClientTarget target, AttributeMap defaults) {
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
