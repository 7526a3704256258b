/**
 * A page that shows an operator the nodes as a client sees them, live, and lets them play with faults on the embedded
 * cluster. {@link io.alternator.http.examples.console.ConsoleCommand} is the entrance and {@code Console} puts the parts
 * together: {@code Traffic} keeps the client busy, {@code Sampler} looks at it twice a second, {@code ConsoleServer} hands
 * out what it saw. Only this machine may ask.
 */
@NullMarked
package io.alternator.http.examples.console;

import org.jspecify.annotations.NullMarked;
