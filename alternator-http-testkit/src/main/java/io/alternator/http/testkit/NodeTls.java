package io.alternator.http.testkit;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * One node's TLS.
 *
 * @param clientCertificates true if clients must have a certificate
 * @param fullHandshakes counts handshakes in which the node proved who it is; resumed sessions need none
 */
record NodeTls(SSLSocketFactory sockets, boolean clientCertificates, LongAdder fullHandshakes) {

    static SSLSocketFactory sockets(KeyManager key, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("https: this JVM has no TLS", e);
        }
    }
}
