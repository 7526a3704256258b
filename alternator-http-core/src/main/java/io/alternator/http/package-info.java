/**
 * Client-side load balancing for ScyllaDB Alternator. Start at {@link io.alternator.http.AlternatorConfig}; the clients
 * that take it are {@code io.alternator.http.sync.AlternatorHttpClient} and
 * {@code io.alternator.http.async.AlternatorAsyncHttpClient}.
 */
@NullMarked
package io.alternator.http;

import org.jspecify.annotations.NullMarked;
