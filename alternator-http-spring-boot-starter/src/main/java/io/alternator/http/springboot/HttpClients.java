package io.alternator.http.springboot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;

/**
 * The SDK's HTTP clients on the class path. Of several, the one that the SDK itself would take: that of its system property, else by its
 * order of preference, but for the JDK's client, which comes last, as it cannot send signed requests to nodes.
 *
 * @param type of the SDK's providers
 * @param property the SDK's system property that names a provider
 * @param preference packages of the SDK's providers, the preferred one first
 */
record HttpClients<T>(Class<T> type, String property, List<String> preference) {
    private static final String PACKAGES = "software.amazon.awssdk.http.";

    private static final HttpClients<SdkHttpService> SYNC = new HttpClients<>(
            SdkHttpService.class, PACKAGES + "service.impl", List.of("apache5.", "apache.", "crt.", "urlconnection."));
    private static final HttpClients<SdkAsyncHttpService> ASYNC = new HttpClients<>(
            SdkAsyncHttpService.class, PACKAGES + "async.service.impl", List.of("nio.netty.", "crt."));

    static SdkHttpClient.Builder<?> newSyncBuilder(@Nullable ClassLoader loader) {
        return SYNC.newProvider(loader).createHttpClientBuilder();
    }

    static SdkAsyncHttpClient.Builder<?> newAsyncBuilder(@Nullable ClassLoader loader) {
        return ASYNC.newProvider(loader).createAsyncHttpClientFactory();
    }

    static boolean hasSync(@Nullable ClassLoader loader) {
        return SYNC.find(loader).isPresent();
    }

    static boolean hasAsync(@Nullable ClassLoader loader) {
        return ASYNC.find(loader).isPresent();
    }

    private T newProvider(@Nullable ClassLoader loader) {
        return find(loader)
                .map(ServiceLoader.Provider::get)
                .orElseThrow(
                        () -> new IllegalStateException("no " + type.getName() + " is on the class path any more"));
    }

    private Optional<ServiceLoader.Provider<T>> find(@Nullable ClassLoader loader) {
        String wanted = System.getProperty(property);
        return ServiceLoader.load(type, loader).stream()
                .filter(provider ->
                        wanted == null || wanted.equals(provider.type().getName()))
                .min(Comparator.comparingInt(provider -> rank(provider.type().getName())));
    }

    private int rank(String provider) {
        int index = 0;
        while (index < preference.size() && !provider.startsWith(PACKAGES + preference.get(index))) {
            index++;
        }
        return index;
    }
}
