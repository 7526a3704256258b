/**
 * Runnable examples. They use a real cluster with {@code --endpoint http://host:port}, otherwise one embedded in the process,
 * which keeps its data in another server with {@code --backend http://host:port}.
 */
@NullMarked
package io.alternator.http.examples;

import org.jspecify.annotations.NullMarked;
