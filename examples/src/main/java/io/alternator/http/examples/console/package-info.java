/**
 * A web page that shows a client's view of the nodes live, and injects faults into the nodes of the embedded cluster. It
 * accepts requests from this machine only.
 *
 * <ul>
 *   <li>{@link io.alternator.http.examples.console.ConsoleCommand}: entry point
 *   <li>{@code Console}: assembles the parts, and samples the client and its meters twice a second
 *   <li>{@code Application}: the load and its clients
 *   <li>{@code LocalServer}: serves the page and the samples
 * </ul>
 */
@NullMarked
package io.alternator.http.examples.console;

import org.jspecify.annotations.NullMarked;
