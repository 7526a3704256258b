/**
 * Time as the rooms see it: a clock and a scheduler that come in by constructor, so that tests can turn both by hand.
 * Cold paths run on the scheduler's one thread and need no locks among themselves.
 */
@NullMarked
package io.alternator.http.internal.time;

import org.jspecify.annotations.NullMarked;
