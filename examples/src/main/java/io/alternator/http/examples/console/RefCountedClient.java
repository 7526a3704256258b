package io.alternator.http.examples.console;

import java.util.concurrent.atomic.AtomicInteger;

/** A client and the number of requests that use it. */
final class RefCountedClient {
    private final ClientSettings settings;
    private final BalancedClient client;
    private final AtomicInteger references = new AtomicInteger();

    RefCountedClient(ClientSettings settings, BalancedClient client) {
        this.settings = settings;
        this.client = client;
    }

    ClientSettings settings() {
        return settings;
    }

    BalancedClient client() {
        return client;
    }

    void acquire() {
        references.incrementAndGet();
    }

    void release() {
        references.decrementAndGet();
    }

    boolean isIdle() {
        return references.get() == 0;
    }
}
