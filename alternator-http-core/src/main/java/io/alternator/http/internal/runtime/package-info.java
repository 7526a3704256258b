/**
 * Puts the rooms together: the only place where threads are made and the system's clock and chance are named.
 */
@NullMarked
package io.alternator.http.internal.runtime;

import org.jspecify.annotations.NullMarked;
