/**
 * Counters and references that many threads share without contention. Decides how such fields are laid out in memory; does not
 * know what they mean, and depends on no other package of the project.
 */
@NullMarked
package io.alternator.http.internal.concurrent;

import org.jspecify.annotations.NullMarked;
