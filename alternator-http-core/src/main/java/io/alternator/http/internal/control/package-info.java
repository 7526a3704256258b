/**
 * The client's own small questions to nodes (which nodes are there, are you alive), over the wrapped HTTP client so that
 * TLS, proxies and trust are the user's own. Bounded in time and size; never on a caller's thread.
 */
@NullMarked
package io.alternator.http.internal.control;

import org.jspecify.annotations.NullMarked;
