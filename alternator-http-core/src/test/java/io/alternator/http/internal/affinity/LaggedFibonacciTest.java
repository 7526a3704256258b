package io.alternator.http.internal.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator that computes its values when they are needed, against one that follows the published description step by step. */
final class LaggedFibonacciTest {
    private static final int NUMBERS = 2500; // each value of the seed is replaced four times

    private static final List<Long> ADDED = added();

    private static List<Long> added() {
        try (Stream<String> lines = new java.io.BufferedReader(new java.io.InputStreamReader(
                        java.util.Objects.requireNonNull(
                                LaggedFibonacci.class.getResourceAsStream("lagged-fibonacci.txt")),
                        java.nio.charset.StandardCharsets.US_ASCII))
                .lines()) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(Long::valueOf)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, 2147483647, 2147483646, 4294967294L, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbersAreThoseOfTheDescription(long seed) {
        Described described = new Described(seed);
        LaggedFibonacci random = new LaggedFibonacci(seed);
        for (int i = 0; i < NUMBERS; i++) {
            int bound =
                    i % 3 == 0 ? 1 << i % 20 : i % 3 == 1 ? 1 + i : 2_000_000_000 - i; // the last is often drawn again
            assertThat(random.next(bound)).as("number %s below %s", i, bound).isEqualTo(described.next(bound));
        }
    }

    private static final class Described {
        private final long[] state = new long[607];
        private int tap;
        private int feed = 334;

        private Described(long seed) {
            long modulus = (1L << 31) - 1;
            long reduced = seed % modulus;
            if (reduced < 0) {
                reduced += modulus;
            }
            int x = (int) (reduced == 0 ? 89482311 : reduced);
            for (int i = -20; i < 607; i++) {
                x = step(x);
                if (i >= 0) {
                    long value = (long) x << 40;
                    x = step(x);
                    value ^= (long) x << 20;
                    x = step(x);
                    value ^= x;
                    state[i] = value ^ ADDED.get(i);
                }
            }
        }

        private static int step(int x) {
            int next = 48271 * (x % 44488) - 3399 * (x / 44488);
            return next < 0 ? next + Integer.MAX_VALUE : next;
        }

        private int int31() {
            tap = tap == 0 ? 606 : tap - 1;
            feed = feed == 0 ? 606 : feed - 1;
            state[feed] += state[tap];
            return (int) ((state[feed] & Long.MAX_VALUE) >> 32);
        }

        private int next(int bound) {
            int value = int31();
            if ((bound & (bound - 1)) == 0) {
                return value & (bound - 1);
            }
            int limit = (int) ((1L << 31) - 1 - (1L << 31) % bound);
            while (value > limit) {
                value = int31();
            }
            return value % bound;
        }
    }
}
