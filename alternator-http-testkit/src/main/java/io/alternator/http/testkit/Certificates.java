package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of the cluster's own, and a certificate for each node. */
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
