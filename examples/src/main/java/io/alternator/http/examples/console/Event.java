package io.alternator.http.examples.console;

import java.time.Instant;

/**
 * Something that an operator wants to read of afterwards.
 *
 * @param number counts events from 1
 * @param about a node's address, or whom else it concerns
 */
record Event(long number, Instant at, Kind kind, String about, String text) {

    /** What sort of thing happened. */
    enum Kind {
        /** A node changed its state for the better, or neutrally. */
        STATE,
        /** A node went down. */
        DOWN,
        /** The page was used. */
        COMMAND,
        /** The application saw failures. */
        FAILURE
    }
}
