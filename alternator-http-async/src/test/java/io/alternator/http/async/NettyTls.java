package io.alternator.http.async;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.Optional;

/** The two implementations of TLS that Netty's client has. It takes OpenSSL if {@code netty-tcnative} is on the class path. */
enum NettyTls {
    JDK(SslProvider.JDK),
    OPENSSL(SslProvider.OPENSSL);

    private final SslProvider provider;

    NettyTls(SslProvider provider) {
        this.provider = provider;
    }

    SslProvider provider() {
        return provider;
    }

    /** Why it cannot be used here; empty if it can. */
    Optional<String> unavailable() {
        return this == JDK || OpenSsl.isAvailable()
                ? Optional.empty()
                : Optional.of("netty-tcnative cannot be loaded: " + OpenSsl.unavailabilityCause());
    }
}
