/** How threads share fields. Knows nobody. */
@NullMarked
package io.alternator.http.internal.concurrent;

import org.jspecify.annotations.NullMarked;
