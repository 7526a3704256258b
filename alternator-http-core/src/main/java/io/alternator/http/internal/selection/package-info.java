/**
 * Which node is next: the two strategies, leases, exclusions and limits. {@link
 * io.alternator.http.internal.selection.Router} is what a call sees. The request path takes no lock.
 *
 * <p>Does not know how a request is sent or retried, nor its body. The time is passed in.
 */
@NullMarked
package io.alternator.http.internal.selection;

import org.jspecify.annotations.NullMarked;
