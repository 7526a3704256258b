package io.alternator.http.internal.concurrent;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The requests in flight of a cluster, for another thread to iterate over now and then. Adding and removing take no lock and
 * allocate nothing. A thread tries its own slot first, which is likely in its processor's cache. If that is taken it probes from
 * a hash of a hint, so that threads rarely collide. If the first table is crowded, the next one, twice as large, is used.
 */
public final class InFlightTable<E extends InFlightTable.Entry> {
    private static final int FIRST_TABLE = 1024; // so large that two threads seldom share a cache line
    private static final int TABLES = 16;
    private static final int PROBES_PER_TABLE = 8;

    private final AtomicReferenceArray<E> first = new AtomicReferenceArray<>(FIRST_TABLE);
    private final AtomicReferenceArray<AtomicReferenceArray<E>> more = new AtomicReferenceArray<>(TABLES - 1);

    /** An element, which remembers its slot. */
    public abstract static class Entry {
        private int slot; // written before the element is published
    }

    /**
     * Adds an element; every later {@link #forEach} sees it.
     *
     * @param hint any number that differs between calls; it spreads the probes
     */
    public void add(E element, long hint) {
        int own = ThreadHash.ofThread() & (FIRST_TABLE - 1);
        if (take(0, first, own, element)) {
            return;
        }
        int hash = ThreadHash.of(hint);
        for (int table = 0; table < TABLES; table++) {
            AtomicReferenceArray<E> slots = table(table);
            int mask = slots.length() - 1;
            for (int i = 0; i < PROBES_PER_TABLE; i++) {
                if (take(table, slots, (hash + i) & mask, element)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("more than " + firstSlot(TABLES) + " requests at once");
    }

    /** Removes an element that was added. Returns true for the first call only. */
    public boolean remove(E element) {
        int slot = ((Entry) element).slot;
        int table = tableOf(slot);
        return table(table).compareAndSet(slot - firstSlot(table), element, null);
    }

    /** True if an element that was added is not removed yet. */
    public boolean contains(E element) {
        int slot = ((Entry) element).slot;
        int table = tableOf(slot);
        return table(table).get(slot - firstSlot(table)) == element;
    }

    /** Visits every element added before and not removed yet, and perhaps elements added meanwhile. */
    public void forEach(Consumer<? super E> action) {
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
        ((Entry) element).slot = firstSlot(table) + slot;
        return slots.compareAndSet(slot, null, element);
    }

    private static <E> void forEach(AtomicReferenceArray<E> slots, Consumer<? super E> action) {
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

    private static int tableOf(int slot) {
        return (Integer.SIZE - 1) - Integer.numberOfLeadingZeros(slot / FIRST_TABLE + 1);
    }

    private static int firstSlot(int table) {
        return FIRST_TABLE * ((1 << table) - 1);
    }
}
