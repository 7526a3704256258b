package io.alternator.http.examples.console;

import java.util.List;

/**
 * An entry of the page's event list.
 *
 * @param number sequence number, from 1; a repetition replaces the entry by one with the next number
 * @param at milliseconds since 1970, of the last time
 * @param about a node's address, or {@code application}
 * @param times how often it happened
 * @param first milliseconds since 1970, of the first time
 * @param earlier the times before the last one, at most the latest 50
 */
record Event(long number, long at, Kind kind, String about, String text, long times, long first, List<Long> earlier) {
    /** An event that happened once. */
    Event(long number, long at, Kind kind, String about, String text) {
        this(number, at, kind, about, text, 1, at, List.of());
    }

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
