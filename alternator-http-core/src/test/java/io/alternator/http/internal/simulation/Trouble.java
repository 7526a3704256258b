package io.alternator.http.internal.simulation;

import java.time.Duration;
import java.util.List;

/**
 * The disturbance that the report evaluates. It only describes the scenario's events and causes none.
 *
 * @param nodes the numbers of the affected nodes
 * @param from when it begins
 * @param until when its cause ends; the scenario's length if it does not end
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
