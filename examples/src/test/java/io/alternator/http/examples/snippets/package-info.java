/**
 * Tests of the Java code in README.md and docs: it compiles, and the quick start runs as printed. Start at {@link
 * io.alternator.http.examples.snippets.Snippet}.
 */
@NullMarked
package io.alternator.http.examples.snippets;

import org.jspecify.annotations.NullMarked;
