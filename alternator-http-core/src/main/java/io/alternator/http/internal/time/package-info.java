/**
 * Clock, scheduler, and what is built on these two alone: repeated background work, jitter, throttled logging.
 *
 * <p>Decides when a task runs, and on which thread. Does not know what the tasks do: no nodes, no requests.
 *
 * <p>The clock and the scheduler are passed to constructors, so that tests control time. Background work runs on the
 * scheduler's single thread and needs no locks of its own.
 */
@NullMarked
package io.alternator.http.internal.time;

import org.jspecify.annotations.NullMarked;
