package io.alternator.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Checks a server's certificate for one name, whatever it is connected to; leaves all else to the user's trust manager. */
final class NamedTrustManager extends X509ExtendedTrustManager {
    private static final Integer DNS_NAME = 2; // RFC 5280, the tag of dNSName

    private final X509ExtendedTrustManager trusted;
    private final String name;

    /**
     * A trust manager for one cluster.
     *
     * @param name in lower case
     */
    NamedTrustManager(X509ExtendedTrustManager trusted, String name) {
        this.trusted = trusted;
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (socket instanceof SSLSocket tls) {
            trusted.checkServerTrusted(
                    chain, authType, new AnonymousEngine(tls.getHandshakeSession(), tls.getSSLParameters()));
        } else {
            trusted.checkServerTrusted(chain, authType, socket);
        }
        checkName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        trusted.checkServerTrusted(
                chain,
                authType,
                engine == null ? null : new AnonymousEngine(engine.getHandshakeSession(), engine.getSSLParameters()));
        checkName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trusted.checkServerTrusted(chain, authType);
        checkName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trusted.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trusted.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trusted.getAcceptedIssuers();
    }

    private void checkName(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        boolean named = names != null
                && names.stream()
                        .anyMatch(entry -> DNS_NAME.equals(entry.get(0))
                                && entry.get(1) instanceof String pattern
                                && isCoveredBy(pattern.toLowerCase(Locale.ROOT)));
        if (!named) {
            throw new CertificateException("the certificate of " + certificate.getSubjectX500Principal()
                    + " does not name " + name + ", but " + names + "; see TlsNames.checkedAs");
        }
    }

    /** RFC 9525: a wildcard stands for exactly the first label, and not in a top-level domain. */
    private boolean isCoveredBy(String pattern) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        int rest = name.indexOf('.');
        return rest > 0 && pattern.indexOf('.', 2) > 0 && name.substring(rest).equals(pattern.substring(1));
    }
}
