package io.alternator.http.internal.affinity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The additive lagged Fibonacci generator of Go's {@code math/rand}, to the bit. A new one costs little: the usual way computes 607
 * values from the seed, this one computes the two of them that a number is the sum of when the number is asked for. Single-threaded.
 */
final class LaggedFibonacci {
    private static final int LENGTH = 607;
    private static final int TAP = 273;
    private static final long MODULUS = Integer.MAX_VALUE; // 2^31 - 1, a prime
    private static final long MULTIPLIER = 48_271;
    private static final long SEED_IN_PLACE_OF_ZERO = 89_482_311;
    private static final int DISCARDED = 20;
    private static final int STEPS_PER_VALUE = 3;

    private static final long[] ADDED = load();

    /** The multiplier's powers: a seed after n steps is the seed times the n-th power. */
    private static final int[] POWERS = powers();

    private final long seed;
    private long[] sums = new long[2];
    private int count;

    LaggedFibonacci(long seed) {
        long reduced = Math.floorMod(seed, MODULUS);
        this.seed = reduced == 0 ? SEED_IN_PLACE_OF_ZERO : reduced;
    }

    /** A number from 0 to {@code bound} - 1. */
    int next(int bound) {
        int number = next31();
        if (Integer.bitCount(bound) == 1) {
            return number & bound - 1;
        }
        int last = (int) (MODULUS - (MODULUS + 1) % bound); // what is above would favour the lower numbers
        while (number > last) {
            number = next31();
        }
        return number % bound;
    }

    private int next31() {
        if (count == sums.length) {
            sums = Arrays.copyOf(sums, 2 * count);
        }
        long sum = feed() + tap();
        sums[count++] = sum;
        return (int) (sum >>> 32 & MODULUS);
    }

    /** The value that the sum replaces: one of the seed's until all were replaced once. */
    private long feed() {
        return count < LENGTH ? ofSeed(Math.floorMod(LENGTH - TAP - 1 - count, LENGTH)) : sums[count - LENGTH];
    }

    private long tap() {
        return count < TAP ? ofSeed(LENGTH - 1 - count) : sums[count - TAP];
    }

    private long ofSeed(int index) {
        int steps = DISCARDED + STEPS_PER_VALUE * index;
        return after(steps + 1) << 40 ^ after(steps + 2) << 20 ^ after(steps + 3) ^ ADDED[index];
    }

    private long after(int steps) {
        return seed * POWERS[steps] % MODULUS;
    }

    private static int[] powers() {
        int[] powers = new int[DISCARDED + STEPS_PER_VALUE * LENGTH + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = (int) (powers[i - 1] * MULTIPLIER % MODULUS);
        }
        return powers;
    }

    private static long[] load() {
        try (InputStream file = LaggedFibonacci.class.getResourceAsStream("lagged-fibonacci.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(file, "lagged-fibonacci.txt is missing"), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
