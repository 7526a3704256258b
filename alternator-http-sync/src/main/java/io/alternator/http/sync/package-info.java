/**
 * The balanced client for synchronous SDK clients. Start at {@link io.alternator.http.sync.AlternatorHttpClient}.
 */
@NullMarked
package io.alternator.http.sync;

import org.jspecify.annotations.NullMarked;
