package io.alternator.http.sync;

import io.alternator.http.architecture.NativeImageClients;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What is looked up in the SDK's sync clients is in the metadata for native-image. */
@Tag("platform")
final class NativeImageTest {
    private static final URI PROXY = URI.create("http://127.0.0.1:3128");

    @Test
    void apache() {
        check(
                ApacheHttpClient.builder(),
                ApacheHttpClient.builder()
                        .proxyConfiguration(software.amazon.awssdk.http.apache.ProxyConfiguration.builder()
                                .endpoint(PROXY)
                                .build()));
    }

    @Test
    void apache5() {
        check(
                Apache5HttpClient.builder(),
                Apache5HttpClient.builder()
                        .proxyConfiguration(software.amazon.awssdk.http.apache5.ProxyConfiguration.builder()
                                .endpoint(PROXY)
                                .build()));
    }

    @Test
    void urlConnection() {
        check(
                UrlConnectionHttpClient.builder(),
                UrlConnectionHttpClient.builder()
                        .proxyConfiguration(software.amazon.awssdk.http.urlconnection.ProxyConfiguration.builder()
                                .endpoint(PROXY)
                                .build()));
    }

    @Test
    void crt() {
        check(
                AwsCrtHttpClient.builder(),
                AwsCrtHttpClient.builder()
                        .proxyConfiguration(software.amazon.awssdk.http.crt.ProxyConfiguration.builder()
                                .host(PROXY.getHost())
                                .port(PROXY.getPort())
                                .build()));
    }

    private static void check(SdkHttpClient.Builder<?>... builders) {
        NativeImageClients.check(Stream.of(builders), SdkHttpClient.Builder::build);
    }
}
