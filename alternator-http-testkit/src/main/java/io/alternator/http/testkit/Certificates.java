package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * The cluster's own certificate authority, which issues one certificate per node.
 *
 * @param names alternative names that every certificate has, besides the node's own addresses
 */
record Certificates(HeldCertificate authority, List<String> names) {

    static Certificates create(List<String> names) {
        return new Certificates(
                new HeldCertificate.Builder()
                        .certificateAuthority(0)
                        .commonName("alternator test cluster")
                        .build(),
                List.copyOf(names));
    }

    SSLSocketFactory serverSockets(NodeAddress listed, NodeAddress connect) {
        HeldCertificate.Builder certificate = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(listed.host())
                .addSubjectAlternativeName(connect.host());
        names.forEach(certificate::addSubjectAlternativeName);
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate.build())
                .build()
                .sslSocketFactory();
    }

    TrustManager trustManager() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build()
                .trustManager();
    }
}
