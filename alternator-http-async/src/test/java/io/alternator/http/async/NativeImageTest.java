package io.alternator.http.async;

import io.alternator.http.architecture.NativeImageClients;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** What is looked up in the SDK's async clients is in the metadata for native-image. */
@Tag("platform")
final class NativeImageTest {
    @Test
    void netty() {
        check(
                NettyNioAsyncHttpClient.builder(),
                NettyNioAsyncHttpClient.builder()
                        .proxyConfiguration(software.amazon.awssdk.http.nio.netty.ProxyConfiguration.builder()
                                .host("127.0.0.1")
                                .port(3128)
                                .build()));
    }

    @Test
    void crt() {
        check(
                AwsCrtAsyncHttpClient.builder(),
                AwsCrtAsyncHttpClient.builder()
                        .proxyConfiguration(software.amazon.awssdk.http.crt.ProxyConfiguration.builder()
                                .host("127.0.0.1")
                                .port(3128)
                                .build()));
    }

    private static void check(SdkAsyncHttpClient.Builder<?>... builders) {
        NativeImageClients.check(Stream.of(builders), SdkAsyncHttpClient.Builder::build);
    }
}
