package io.alternator.http.examples;

import java.util.List;
import java.util.Map;

/** A series in a response of Prometheus: one line of a plot. */
record Series(Map<String, String> labels, List<Double> values) {

    /** True if there is anything to draw. 0 / 0 yields NaN, which is not drawn. */
    boolean hasNumbers() {
        return values.stream().anyMatch(Double::isFinite);
    }

    double max() {
        return values.stream()
                .filter(Double::isFinite)
                .mapToDouble(x -> x)
                .max()
                .orElse(Double.NaN);
    }
}
