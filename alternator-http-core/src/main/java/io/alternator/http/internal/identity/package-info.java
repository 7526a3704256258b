/**
 * Who a client is: its name, unique in the JVM, its kind, the version of the library. It names the client in each log line, as several
 * clients of a JVM write to one log. Start at {@link io.alternator.http.internal.identity.ClientIdentity}.
 *
 * <p>Knows nothing of what a client does, nor of what others log.
 */
@NullMarked
package io.alternator.http.internal.identity;

import org.jspecify.annotations.NullMarked;
