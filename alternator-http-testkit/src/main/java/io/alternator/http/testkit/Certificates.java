package io.alternator.http.testkit;

import io.alternator.http.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * The cluster's own certificate authority, which issues one certificate per node and those of clients.
 *
 * @param names alternative names that every node's certificate has
 * @param addresses true if a node's certificate has its own addresses too
 * @param ofClients true if nodes demand a certificate
 */
record Certificates(HeldCertificate authority, List<String> names, boolean addresses, boolean ofClients) {

    static Certificates create(List<String> names, boolean addresses, boolean ofClients) {
        HeldCertificate authority = new HeldCertificate.Builder()
                .certificateAuthority(0)
                .commonName("alternator test cluster")
                .build();
        return new Certificates(authority, List.copyOf(names), addresses, ofClients);
    }

    NodeTls ofNode(NodeAddress listed, NodeAddress connect) {
        List<String> all = new ArrayList<>(names);
        if (addresses) {
            all.addAll(List.of(listed.host(), connect.host()));
        }
        HeldCertificate.Builder certificate = new HeldCertificate.Builder().signedBy(authority);
        all.forEach(certificate::addSubjectAlternativeName);
        HandshakeCertificates handshakes = new HandshakeCertificates.Builder()
                .heldCertificate(certificate.build())
                .addTrustedCertificate(authority.certificate())
                .build();
        LongAdder full = new LongAdder();
        return new NodeTls(
                NodeTls.sockets(new CountingKeyManager(handshakes.keyManager(), full), handshakes.trustManager()),
                ofClients,
                full);
    }

    KeyManager ofClient(String role) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(new HeldCertificate.Builder()
                        .signedBy(authority)
                        .commonName(role)
                        .build())
                .build()
                .keyManager();
    }

    TrustManager trustManager() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build()
                .trustManager();
    }
}
