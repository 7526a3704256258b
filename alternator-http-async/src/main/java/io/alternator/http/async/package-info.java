/**
 * The balanced client for asynchronous SDK clients. Start at {@link
 * io.alternator.http.async.AlternatorAsyncHttpClient}.
 */
@NullMarked
package io.alternator.http.async;

import org.jspecify.annotations.NullMarked;
