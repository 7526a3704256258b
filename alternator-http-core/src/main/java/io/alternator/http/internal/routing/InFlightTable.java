package io.alternator.http.internal.routing;

import io.alternator.http.internal.concurrent.ThreadHash;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * What is under way in a cluster, to be looked through now and then by another thread. Adding and removing take no lock and
 * allocate nothing. A thread tries its own place first, so that it finds that line of memory where it left it, whichever node
 * it asks; else places are looked for from a hint, so that threads do not meet, and when the first table is crowded the next
 * one, twice as large, is used.
 */
final class InFlightTable<E extends InFlightTable.Entry> {
    private static final int FIRST_TABLE = 1024; // a few threads in so many places seldom share a line
    private static final int TABLES = 16;
    private static final int TRIES = 8;

    private final AtomicReferenceArray<E> first = new AtomicReferenceArray<>(FIRST_TABLE);
    private final AtomicReferenceArray<AtomicReferenceArray<E>> more = new AtomicReferenceArray<>(TABLES - 1);

    /** What knows its place, before anybody can find it there. */
    abstract static class Entry {
        private int place;
    }

    /**
     * Adds, visibly for every later {@link #forEach}.
     *
     * @param hint any number that differs from call to call
     */
    void add(E element, long hint) {
        int own = ThreadHash.ofThread() & (FIRST_TABLE - 1);
        if (take(0, first, own, element)) {
            return;
        }
        int hash = ThreadHash.of(hint);
        for (int table = 0; table < TABLES; table++) {
            AtomicReferenceArray<E> slots = table(table);
            int mask = slots.length() - 1;
            for (int i = 0; i < TRIES; i++) {
                if (take(table, slots, (hash + i) & mask, element)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("more than " + firstPlace(TABLES) + " requests at once");
    }

    /** Removes what was added; true once. */
    boolean remove(E element) {
        int place = ((Entry) element).place;
        int table = tableOf(place);
        return table(table).compareAndSet(place - firstPlace(table), element, null);
    }

    /** True if what was added is not removed yet. */
    boolean contains(E element) {
        int place = ((Entry) element).place;
        int table = tableOf(place);
        return table(table).get(place - firstPlace(table)) == element;
    }

    /** Everything that was added before and is not removed yet; and perhaps what comes meanwhile. */
    void forEach(Consumer<E> action) {
        forEach(first, action);
        for (int table = 0; table < more.length(); table++) {
            AtomicReferenceArray<E> slots = more.get(table);
            if (slots == null) {
                return;
            }
            forEach(slots, action);
        }
    }

    private static <E extends Entry> boolean take(int table, AtomicReferenceArray<E> slots, int slot, E element) {
        if (slots.getPlain(slot) != null) {
            return false;
        }
        ((Entry) element).place = firstPlace(table) + slot;
        return slots.compareAndSet(slot, null, element);
    }

    private static <E> void forEach(AtomicReferenceArray<E> slots, Consumer<E> action) {
        for (int slot = 0; slot < slots.length(); slot++) {
            E element = slots.get(slot);
            if (element != null) {
                action.accept(element);
            }
        }
    }

    private AtomicReferenceArray<E> table(int index) {
        if (index == 0) {
            return first;
        }
        AtomicReferenceArray<E> slots = more.get(index - 1);
        if (slots == null) {
            more.compareAndSet(index - 1, null, new AtomicReferenceArray<>(FIRST_TABLE << index));
            slots = more.get(index - 1);
        }
        return slots;
    }

    private static int tableOf(int place) {
        return (Integer.SIZE - 1) - Integer.numberOfLeadingZeros(place / FIRST_TABLE + 1);
    }

    private static int firstPlace(int table) {
        return FIRST_TABLE * ((1 << table) - 1);
    }
}
