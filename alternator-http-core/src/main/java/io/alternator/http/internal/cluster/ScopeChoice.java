package io.alternator.http.internal.cluster;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which scope of a chain is used, by the health of its nodes: a scope is kept while it has a node that is UP. When it has none, the
 * first scope with one is used at once. A preferred scope is returned to when one of its nodes has been UP for 2 s, so that a node
 * that flaps does not move all requests.
 */
final class ScopeChoice {
    private static final long RETURN_AFTER_NANOS = Duration.ofSeconds(2).toNanos();

    private ScopeChoice() {}

    /**
     * The scope to use; the current one if no scope has a node that is UP.
     *
     * @param current index of the scope in use
     * @param upSince for each scope, in the order of preference, since when a node of it has been UP (the longest); empty if none is
     */
    static int choose(int current, List<OptionalLong> upSince, long now) {
        for (int scope = 0; scope < current; scope++) {
            OptionalLong since = upSince.get(scope);
            if (since.isPresent() && now - since.getAsLong() >= RETURN_AFTER_NANOS) {
                return scope;
            }
        }
        if (current < upSince.size() && upSince.get(current).isPresent()) {
            return current;
        }
        for (int scope = 0; scope < upSince.size(); scope++) {
            if (upSince.get(scope).isPresent()) {
                return scope;
            }
        }
        return current;
    }

    /** The delay in ns until a preferred scope can be returned to, if its nodes stay UP; empty if none has a node that is UP. */
    static OptionalLong nanosUntilReturn(int current, List<OptionalLong> upSince, long now) {
        return upSince.stream()
                .limit(current)
                .filter(OptionalLong::isPresent)
                .mapToLong(since -> Math.max(0, since.getAsLong() + RETURN_AFTER_NANOS - now))
                .min();
    }
}
