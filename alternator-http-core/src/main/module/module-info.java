/** What the sync and async clients share: configuration, discovery, health, balancing, routing. */
module io.alternator.http.core {
    requires transitive micrometer.core;
    requires transitive software.amazon.awssdk.http;
    requires transitive software.amazon.awssdk.utils;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static transitive software.amazon.awssdk.core;
    requires static org.jspecify;

    exports io.alternator.http;
    exports io.alternator.http.internal.call to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.client to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.identity to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.operation to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.sdk to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.settings to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.time to
            io.alternator.http.async,
            io.alternator.http.sync;
    exports io.alternator.http.internal.transport to
            io.alternator.http.async,
            io.alternator.http.sync;
}
