package io.alternator.http.internal.balancing;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Orders items differently for each client, by rendezvous hashing. Over many clients, each item comes first equally often.
 * Adding or removing an item does not change the order of the others. Immutable.
 */
public final class Rendezvous {
    private record Scored<E>(long score, E item) {}

    private final long client;

    /** The order for the client with this number. */
    public Rendezvous(long client) {
        this.client = client;
    }

    /** Returns the items in this client's order. Items are hashed by their {@code toString()}. */
    public <E> List<E> ranked(List<E> items) {
        return items.stream()
                .map(item -> new Scored<>(score(item.toString()), item))
                .sorted(Comparator.comparingLong(Scored::score))
                .map(Scored::item)
                .toList();
    }

    /**
     * Returns the first items in this client's order, as many as it takes to have {@code size} usable ones, in the order of
     * {@code items}.
     */
    public <E> List<E> subset(List<E> items, int size, Predicate<E> isUsable) {
        if (items.size() <= size) {
            return items;
        }
        Set<E> chosen = new HashSet<>();
        int missing = size;
        for (E item : ranked(items)) {
            if (missing == 0) {
                break;
            }
            chosen.add(item);
            missing -= isUsable.test(item) ? 1 : 0;
        }
        return items.stream().filter(chosen::contains).toList();
    }

    /** FNV-1a over the name, then SplitMix64's final mixing, because names differ in few characters. */
    private long score(String name) {
        long hash = 0xcbf29ce484222325L ^ client;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
