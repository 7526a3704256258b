/**
 * One request of the SDK, from its first attempt to its end. A shell gets a {@link io.alternator.http.internal.call.Call} from
 * {@link io.alternator.http.internal.call.CallFactory}, sends the attempt of each {@link
 * io.alternator.http.internal.call.Next.Send}, and reports what happened; the call answers what is to be done next. The request
 * path takes no lock.
 *
 * <p>Does not know the transports' bytes, nor timers.
 */
@NullMarked
package io.alternator.http.internal.call;

import org.jspecify.annotations.NullMarked;
