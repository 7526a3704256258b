/**
 * Examples to run: over a real cluster with {@code --endpoint http://host:port}, else over one embedded in the process.
 */
@NullMarked
package io.alternator.http.examples;

import org.jspecify.annotations.NullMarked;
