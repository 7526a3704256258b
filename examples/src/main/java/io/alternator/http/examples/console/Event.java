package io.alternator.http.examples.console;

/**
 * An entry of the page's event list.
 *
 * @param number sequence number, from 1
 * @param at milliseconds since 1970
 * @param about a node's address, or {@code application}
 */
record Event(long number, long at, Kind kind, String about, String text) {

    /** Type of the event; the page colours it by this. */
    enum Kind {
        /** A node changed to a state other than DOWN, or was removed. */
        STATE,
        /** A node went down. */
        DOWN,
        /** An action on the page. */
        COMMAND,
        /** The application saw failures. */
        FAILURE
    }
}
