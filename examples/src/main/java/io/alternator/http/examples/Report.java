package io.alternator.http.examples;

import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Prints requests, share and latency per node, from the meters of all clients. */
final class Report {
    private Report() {}

    static void print(MeterRegistry registry, Target target) {
        List<Timer> all = ResponseCounts.successes(registry).toList();
        System.out.printf(
                "%n%-24s %10s %8s %10s %10s %12s%n",
                "node", "requests", "share", "mean ms", "longest ms", "connections");
        all.stream()
                .collect(Collectors.groupingBy(ResponseCounts::node, TreeMap::new, Collectors.toList()))
                .forEach((node, timers) -> System.out.printf(
                        Locale.ROOT,
                        "%-24s %10d %7.1f%% %10.2f %10.2f %12s%n",
                        node,
                        count(timers),
                        100.0 * count(timers) / Math.max(1, count(all)),
                        timers.stream()
                                        .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                                        .sum()
                                / Math.max(1, count(timers)),
                        timers.stream()
                                .mapToDouble(timer -> timer.max(TimeUnit.MILLISECONDS))
                                .max()
                                .orElse(0),
                        target.node(node)
                                .map(TestNode::openConnections)
                                .map(String::valueOf)
                                .orElse("n/a")));
    }

    private static long count(List<Timer> timers) {
        return timers.stream().mapToLong(Timer::count).sum();
    }
}
