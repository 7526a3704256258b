package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.TlsNames;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsNamesTest {
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private static X509Certificate certificate(String alternativeName) {
        return new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .commonName("dog.scylla.com")
                .addSubjectAlternativeName(alternativeName)
                .build()
                .certificate();
    }

    private static void check(String domain, X509Certificate certificate) throws CertificateException {
        X509TrustManager trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(AUTHORITY.certificate())
                .build()
                .trustManager();
        TrustManager[] managers =
                TlsNames.checkedAs(domain, () -> new TrustManager[] {trusted}).trustManagers();
        assertThat(managers).hasSize(1);
        assertThat(((X509TrustManager) managers[0]).getAcceptedIssuers()).containsExactly(AUTHORITY.certificate());
        ((X509TrustManager) managers[0]).checkServerTrusted(new X509Certificate[] {certificate}, "UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "dog.scylla.com, dog.scylla.com",
        "Dog.Scylla.COM, dog.scylla.com",
        "dog.scylla.com, *.scylla.com",
        "dog.scylla.com, *.Scylla.com",
        "localhost, localhost"
    })
    void nameOfTheCertificate_isAccepted(String domain, String alternativeName) {
        assertThatCode(() -> check(domain, certificate(alternativeName))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "dog.scylla.com, cat.scylla.com",
        "dog.scylla.com, scylla.com",
        "dog.scylla.com, *.dog.scylla.com",
        "a.dog.scylla.com, *.scylla.com",
        "scylla.com, *.com",
        "dog.scylla.com, d*.scylla.com",
        "dog.scylla.com, *.*.com",
        "dog.scylla.com, 10.0.0.1"
    })
    void anotherName_isRefused_whateverTheCommonName(String domain, String alternativeName) {
        assertThatThrownBy(() -> check(domain, certificate(alternativeName)))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("does not name " + domain)
                .hasMessageContaining(alternativeName);
    }

    @Test
    void certificateWithoutNames_isRefused() {
        X509Certificate certificate = new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .commonName("dog.scylla.com")
                .build()
                .certificate();
        assertThatThrownBy(() -> check("dog.scylla.com", certificate))
                .hasMessageContaining("does not name dog.scylla.com");
    }

    @Test
    void untrustedCertificate_isRefused_whateverItsName() {
        X509Certificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("dog.scylla.com")
                .build()
                .certificate();
        assertThatThrownBy(() -> check("dog.scylla.com", certificate))
                .isInstanceOf(CertificateException.class)
                .hasMessageNotContaining("does not name");
    }

    @Test
    void trustManagerThatDoesNotSeeTheHandshake_isRefused() {
        X509TrustManager plain = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        assertThatThrownBy(() -> TlsNames.checkedAs("dog.scylla.com", () -> new TrustManager[] {plain})
                        .trustManagers())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an X509ExtendedTrustManager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "::1", "https://dog.scylla.com", "dog scylla"})
    void domain_mustBeAHostName(String domain) {
        assertThatThrownBy(() -> TlsNames.checkedAs(domain, () -> new TrustManager[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("domain: ");
    }
}
