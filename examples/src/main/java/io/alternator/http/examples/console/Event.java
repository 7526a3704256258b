package io.alternator.http.examples.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/**
 * An entry of the page's event list.
 *
 * @param number sequence number, from 1; a repetition replaces the entry by one with the next number
 * @param at milliseconds since 1970, of the last time
 * @param about a node's address, or {@code application}
 * @param what happened, without the number of calls
 * @param calls that failed, each time together
 * @param times how often it happened
 * @param first milliseconds since 1970, of the first time
 * @param earlier the times before the last one, at most the latest 50
 */
record Event(
        long number,
        long at,
        Kind kind,
        String about,
        @JsonIgnore String what,
        @JsonIgnore long calls,
        long times,
        long first,
        List<Long> earlier) {
    private static final int MAX_EARLIER = 50;

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

    /** An event that happened once. */
    Event(long number, long at, Kind kind, String about, String what, long calls) {
        this(number, at, kind, about, what, calls, 1, at, List.of());
    }

    @JsonProperty
    String text() {
        return kind == Kind.FAILURE ? (calls == 1 ? "1 call" : calls + " calls") + " failed: " + what : what;
    }

    /** Whether the other event is the same but for numbers. */
    boolean isRepeatedBy(Event other) {
        return kind == other.kind
                && about.equals(other.about)
                && withoutNumbers(what).equals(withoutNumbers(other.what));
    }

    /** This event as the last time of that one. */
    Event repeating(Event before) {
        List<Long> all =
                Stream.concat(before.earlier.stream(), Stream.of(before.at)).toList();
        List<Long> latest = all.subList(Math.max(0, all.size() - MAX_EARLIER), all.size());
        return new Event(number, at, kind, about, what, before.calls + calls, before.times + 1, before.first, latest);
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("\\d+", "#");
    }
}
