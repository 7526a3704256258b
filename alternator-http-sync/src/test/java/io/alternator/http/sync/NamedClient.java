package io.alternator.http.sync;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.TlsNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The recipes for certificates that name the domain instead of each node's address; the same as in docs/tls.md. */
enum NamedClient {
    /** One client per node; requests keep the endpoint's name. */
    APACHE_PER_NODE {
        @Override
        AlternatorHttpClient open(AlternatorConfig config, TrustManager... trust) {
            return AlternatorHttpClient.builder()
                    .delegate(node -> ApacheHttpClient.builder()
                            .dnsResolver(node::resolve)
                            .tlsTrustManagersProvider(() -> trust))
                    .config(keepingTheName(config))
                    .build();
        }
    },
    /** The same with Apache 5, whose resolver has two methods. */
    APACHE5_PER_NODE {
        @Override
        AlternatorHttpClient open(AlternatorConfig config, TrustManager... trust) {
            return AlternatorHttpClient.builder()
                    .delegate(node -> Apache5HttpClient.builder()
                            .dnsResolver(new SystemDefaultDnsResolver() {
                                @Override
                                public InetAddress[] resolve(String host) throws UnknownHostException {
                                    return node.resolve(host);
                                }
                            })
                            .tlsTrustManagersProvider(() -> trust))
                    .config(keepingTheName(config))
                    .build();
        }
    },
    /** One pool for all nodes; the socket factory checks the name. */
    APACHE_SHARED {
        @Override
        AlternatorHttpClient open(AlternatorConfig config, TrustManager... trust) {
            DefaultHostnameVerifier verifier = new DefaultHostnameVerifier();
            String domain = domain(config);
            SdkHttpClient.Builder<?> builder = ApacheHttpClient.builder()
                    .socketFactory(new SSLConnectionSocketFactory(
                            context(trust), (address, session) -> verifier.verify(domain, session)));
            return AlternatorHttpClient.wrap(builder, config);
        }
    },
    /** One pool for all nodes; the TLS strategy checks the name. */
    APACHE5_SHARED {
        @Override
        AlternatorHttpClient open(AlternatorConfig config, TrustManager... trust) {
            org.apache.hc.client5.http.ssl.DefaultHostnameVerifier verifier =
                    new org.apache.hc.client5.http.ssl.DefaultHostnameVerifier();
            String domain = domain(config);
            SdkHttpClient.Builder<?> builder = Apache5HttpClient.builder()
                    .tlsSocketStrategy(new DefaultClientTlsStrategy(
                            context(trust),
                            HostnameVerificationPolicy.CLIENT,
                            (address, session) -> verifier.verify(domain, session)));
            return AlternatorHttpClient.wrap(builder, config);
        }
    },
    /** The JDK's client, whose trust manager checks the name. */
    URL_CONNECTION {
        @Override
        AlternatorHttpClient open(AlternatorConfig config, TrustManager... trust) {
            SdkHttpClient.Builder<?> builder = UrlConnectionHttpClient.builder()
                    .tlsTrustManagersProvider(TlsNames.checkedAs(domain(config), () -> trust));
            return AlternatorHttpClient.wrap(builder, config);
        }

        @Override
        boolean signs() {
            return false;
        }
    };

    /** A client that trusts these, if the certificate has the configuration's domain. */
    abstract AlternatorHttpClient open(AlternatorConfig config, TrustManager... trust);

    /** False if the client can send anonymous requests only. */
    boolean signs() {
        return true;
    }

    private static AlternatorConfig keepingTheName(AlternatorConfig config) {
        return config.toBuilder()
                .strategy(RoutingStrategy.PER_CONNECTION)
                .keepEndpointName(true)
                .build();
    }

    private static String domain(AlternatorConfig config) {
        return config.logicalAddress().host();
    }

    private static SSLContext context(TrustManager... trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
