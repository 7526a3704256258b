/**
 * The architecture rules of all modules; the sync and async modules use them from this module's test jar. Start at {@link
 * io.alternator.http.architecture.RoomsTest}: its table lists the internal packages and what each may use. {@code fixture}
 * holds classes that break each rule, so that the rules themselves are tested.
 */
@NullMarked
package io.alternator.http.architecture;

import org.jspecify.annotations.NullMarked;
