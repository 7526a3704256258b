package io.alternator.http.examples;

import java.util.List;
import java.util.Map;

/** What Prometheus answers: one line of a plot. */
record Series(Map<String, String> labels, List<Double> values) {

    /** True if there is anything to draw: a quotient of nothing by nothing is not. */
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
