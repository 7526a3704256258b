/** Who is next, in numbers: knows no request, no transport, no clock and no thread of its own. */
@NullMarked
package io.alternator.http.internal.balancing;

import org.jspecify.annotations.NullMarked;
