/**
 * Counters and references that many threads share without contention. Decides how such fields are laid out in memory; does not
 * know what they mean, and depends on no other package of the project.
 *
 * <p>Numbers of one node are plain fields behind {@link java.lang.invoke.VarHandle}s, in the classes that own them, not one {@code
 * AtomicLong} object each: so they span fewer cache lines, and in a large cluster, cache misses on them dominate the cost of a pick.
 */
@NullMarked
package io.alternator.http.internal.concurrent;

import org.jspecify.annotations.NullMarked;
