package io.alternator.http.benchmarks.common;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The median of the values of all rounds with its 95 % confidence interval, from order statistics (sign test). With few values
 * the interval is their range.
 *
 * @param lower the lower end of the interval
 * @param upper the upper end of the interval
 */
public record MedianInterval(double median, double lower, double upper) {
    private static final double Z_95_PERCENT = 1.96;

    /** Of at least one value. */
    public static MedianInterval of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        int outside = (int) Math.max(0, (sorted.length - Z_95_PERCENT * Math.sqrt(sorted.length)) / 2 - 1);
        return new MedianInterval(median, sorted[outside], sorted[sorted.length - 1 - outside]);
    }

    /** The median and its interval, each in this format. */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, lower, upper);
    }
}
