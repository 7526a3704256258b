package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/**
 * For clusters whose certificates name the domain and not every node's address, over clients whose trust managers check names:
 * {@code NettyNioAsyncHttpClient} and {@code UrlConnectionHttpClient}.
 *
 * <pre>{@code
 * NettyNioAsyncHttpClient.builder()
 *         .tlsTrustManagersProvider(TlsNames.checkedAs("dog.scylla.com", () -> trustManagerFactory.getTrustManagers()))
 * }</pre>
 *
 * <p>Apache's clients check names elsewhere too, so these alone do not suffice there; the CRT client takes no trust managers.
 *
 * @since 0.1.0
 */
public final class TlsNames {
    private TlsNames() {}

    /**
     * The provider's trust managers, but certificates of servers are checked for this name instead of the address that is connected
     * to. Nothing else is weaker: the chain is checked as before, and a certificate without the name is refused. Such trust managers
     * are for clients that only talk to this cluster.
     *
     * <p>The name must be among the certificate's alternative names; {@code *.scylla.com} covers {@code dog.scylla.com}. The
     * common name does not count.
     *
     * @param domain a host name
     * @param provider its trust managers must be {@link X509ExtendedTrustManager}s, as those of a {@code TrustManagerFactory} are; else
     *     the HTTP client cannot be built
     * @throws IllegalArgumentException if the domain is not a host name, or the provider is null
     */
    public static TlsTrustManagersProvider checkedAs(String domain, TlsTrustManagersProvider provider) {
        String name = EndpointName.checkName("domain", Checks.notBlank("domain", domain));
        TlsTrustManagersProvider trusted = Checks.required("provider", provider);
        return () -> Arrays.stream(trusted.trustManagers())
                .map(manager -> named(manager, name))
                .toArray(TrustManager[]::new);
    }

    /** One that sees the handshake: for others the JDK adds checks of its own, and with them that of the address. */
    private static TrustManager named(TrustManager manager, String name) {
        if (manager instanceof X509ExtendedTrustManager extended) {
            return new NamedTrustManager(extended, name);
        }
        throw new IllegalArgumentException("provider: " + manager.getClass().getName()
                + " is not an X509ExtendedTrustManager; use those of a TrustManagerFactory");
    }
}
