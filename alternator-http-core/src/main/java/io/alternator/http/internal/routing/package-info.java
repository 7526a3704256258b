/**
 * One request's way: which cluster it is for, which node it goes to, what becomes of it when that fails.
 *
 * <p>A shell calls {@link io.alternator.http.internal.routing.Cluster#begin}, sends {@code attempt.request()} over
 * {@code attempt.transport()} and reports what happened; {@link io.alternator.http.internal.routing.Attempt#failed} answers
 * with the next attempt, or with none. The request path takes no lock: it reads one immutable {@link
 * io.alternator.http.internal.routing.ClusterView} and keeps it. Changes of the view come from the scheduler's thread, or
 * from the thread whose request took a node down.
 */
@NullMarked
package io.alternator.http.internal.routing;

import org.jspecify.annotations.NullMarked;
