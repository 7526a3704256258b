package io.alternator.http.internal.balancing;

import java.util.Comparator;
import java.util.List;

/**
 * Ranks things differently for each client, by rendezvous hashing: with many clients each thing comes first for its even
 * share of them, and one thing more or less changes nobody's order of the others.
 */
public final class Rendezvous {
    private final long client;

    /** For the client with this number. */
    public Rendezvous(long client) {
        this.client = client;
    }

    /** The things in this client's order; they are told apart by {@code toString()}. */
    public <E> List<E> ranked(List<E> things) {
        return things.stream()
                .sorted(Comparator.comparingLong((E thing) -> score(thing.toString())))
                .toList();
    }

    /** FNV-1a over the name, and SplitMix64's last step to spread what few characters differ in. */
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
