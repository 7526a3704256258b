/**
 * Which nodes there are: whom to ask, what an answer means, when to ask again. All of {@link
 * io.alternator.http.internal.discovery.Discovery} runs on the scheduler's thread; only its {@code requestSeen} is called
 * on the request path.
 */
@NullMarked
package io.alternator.http.internal.discovery;

import org.jspecify.annotations.NullMarked;
