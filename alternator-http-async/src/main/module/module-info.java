/** The load-balancing {@code SdkAsyncHttpClient}. */
module io.alternator.http.async {
    requires transitive io.alternator.http.core;
    requires transitive software.amazon.awssdk.http;
    requires transitive software.amazon.awssdk.utils;
    requires org.reactivestreams;
    requires static org.jspecify;

    exports io.alternator.http.async;
}
