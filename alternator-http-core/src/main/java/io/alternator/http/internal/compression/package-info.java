/**
 * Decodes gzip. What it returns ends only after the checksum is verified, so that corrupt data never looks complete.
 *
 * <p>Does not know requests, responses or threads: bytes in, bytes out.
 */
@NullMarked
package io.alternator.http.internal.compression;

import org.jspecify.annotations.NullMarked;
