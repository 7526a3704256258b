package io.alternator.http.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Where the values of all rounds lie. */
record Spread(double median, double least, double most) {

    static Spread of(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return of(samples.stream().mapToDouble(figure));
    }

    /** Of each sample's figure divided by that of the other of the same round. */
    static Spread ratio(List<Sample> samples, List<Sample> others, ToDoubleFunction<Sample> figure) {
        return of(IntStream.range(0, samples.size())
                .mapToDouble(
                        round -> figure.applyAsDouble(samples.get(round)) / figure.applyAsDouble(others.get(round))));
    }

    private static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, rounded. */
    String middle() {
        return String.format(Locale.ROOT, "%.0f", median);
    }

    /** The median and the range, each in this format. */
    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, least, most);
    }
}
