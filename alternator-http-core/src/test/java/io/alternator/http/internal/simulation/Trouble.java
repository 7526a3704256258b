package io.alternator.http.internal.simulation;

import java.time.Duration;
import java.util.List;

/**
 * What a scenario is about, for the report: it does not bring it about.
 *
 * @param nodes the numbers of those that it happens to
 * @param from when it begins
 * @param until when its cause ends; the scenario's length if it does not
 */
record Trouble(List<Integer> nodes, Duration from, Duration until) {

    /** The slot in which it begins. */
    int firstSlot() {
        return (int) (from.toNanos() / Recording.SLOT_NANOS);
    }

    /** The first slot after it. */
    int endSlot() {
        return (int) (until.toNanos() / Recording.SLOT_NANOS);
    }
}
