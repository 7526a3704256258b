/** The load-balancing {@code SdkHttpClient}. */
module io.alternator.http.sync {
    requires transitive io.alternator.http.core;
    requires transitive software.amazon.awssdk.http;
    requires transitive software.amazon.awssdk.utils;
    requires static org.jspecify;

    exports io.alternator.http.sync;
}
