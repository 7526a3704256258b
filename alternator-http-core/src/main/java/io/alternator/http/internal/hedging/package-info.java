/**
 * Whether and when a second attempt of a slow read is sent to another node. {@link
 * io.alternator.http.internal.hedging.HedgePolicy} decides which requests may be hedged, {@link
 * io.alternator.http.internal.hedging.HedgeScanner} when, {@link io.alternator.http.internal.hedging.HedgeState} which of the two
 * attempts answers.
 *
 * <p>Does not know how an attempt is sent, sync or async, nor which node it goes to.
 */
@NullMarked
package io.alternator.http.internal.hedging;

import org.jspecify.annotations.NullMarked;
