package io.alternator.http.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where the values of all rounds lie.
 *
 * @param lower end of the median's 95 % confidence interval, by the order of the values; of few, the least
 * @param upper likewise; the most
 */
record Spread(double median, double lower, double upper) {
    private static final double DEVIATIONS = 1.96;

    static Spread of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return of(samples.stream().mapToDouble(figure));
    }

    /** Of each sample's figure divided by that of the other of the same round. */
    static Spread ratio(List<Sample> samples, List<Sample> others, ToDoubleFunction<Sample> figure) {
        return of(IntStream.range(0, samples.size())
                .mapToDouble(
                        round -> figure.applyAsDouble(samples.get(round)) / figure.applyAsDouble(others.get(round))));
    }

    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        int outside = (int) Math.max(0, (sorted.length - DEVIATIONS * Math.sqrt(sorted.length)) / 2 - 1);
        return new Spread(median, sorted[outside], sorted[sorted.length - 1 - outside]);
    }

    /** The median, rounded. */
    String middle() {
        return String.format(Locale.ROOT, "%.0f", median);
    }

    /** The median and its interval, each in this format. */
    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, lower, upper);
    }
}
