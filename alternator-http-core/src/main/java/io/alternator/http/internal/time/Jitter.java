package io.alternator.http.internal.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Spreads durations at random, so that clients that started together, or lost a node together, do not act together.
 *
 * @param fraction 0.2 makes a duration up to 20 % shorter or longer
 */
public record Jitter(RandomGenerator random, double fraction) {

    /** The duration, scaled by a random factor. Takes one number from the generator. */
    public Duration apply(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() * (1 - fraction + 2 * fraction * random.nextDouble())));
    }
}
