/**
 * Which partition key a request writes: which requests count, where the key is in the body, what the key attributes of the tables are
 * called. {@link io.alternator.http.internal.keys.Affinity} is what a call sees.
 *
 * <p>Does not know which node the key's order begins with, nor which of its nodes can be used. The shells know how to read a body.
 */
@NullMarked
package io.alternator.http.internal.keys;

import org.jspecify.annotations.NullMarked;
