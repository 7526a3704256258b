/**
 * Clock, scheduler, and what is built on these two alone: repeated background work, jitter, throttled logging.
 *
 * <p>Decides when a task runs, and on which thread. Does not know what the tasks do: no nodes, no requests.
 *
 * <p>The clock and the scheduler are passed to constructors, so that tests control time. A scheduler runs one task
 * at a time, so background work needs no locks of its own. {@link io.alternator.http.internal.time.BackgroundThreads} are shared by
 * all clients.
 */
@NullMarked
package io.alternator.http.internal.time;

import org.jspecify.annotations.NullMarked;
