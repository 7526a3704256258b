/**
 * Tests of the documentation: its shape, its links, and that it agrees with the code. Start at {@link
 * io.alternator.http.docs.MarkdownFile}.
 */
@NullMarked
package io.alternator.http.docs;

import org.jspecify.annotations.NullMarked;
