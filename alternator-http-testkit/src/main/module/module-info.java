/** An Alternator cluster in one process, for tests. */
module io.alternator.http.testkit {
    requires transitive io.alternator.http.core;
    requires transitive software.amazon.awssdk.identity.spi;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.logging;
    requires mockwebserver3;
    requires okhttp3;
    requires okhttp3.tls;
    requires okio;
    requires software.amazon.awssdk.http.auth.aws;
    requires static transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.alternator.http.testkit;
}
