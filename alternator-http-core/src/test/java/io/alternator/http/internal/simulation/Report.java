package io.alternator.http.internal.simulation;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.hedging.HedgeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The report of all scenarios, each with every policy and strategy, as Markdown. */
final class Report {
    /** The command that writes the report. */
    static final String COMMAND =
            "./mvnw -q -Psoak -pl alternator-http-core test -Dtest=SimulationReportTest -Dsimulation.write=true";

    private static final String HEAD = """
            # Simulation

            Whole clusters under load in virtual time: the real core (routing, health, discovery) over simulated nodes, called as
            the SDK calls. The numbers are exact and the same on every run, so a change of behaviour shows up in review as a
            change of this file. A test compares it; after a change that is meant, write it anew and read the difference:

                {command}

            **What is simulated.** A node serves {atOnce} requests at once in {mean} ms each on the average and lets others wait in line. A
            caller calls, waits, pauses, and calls again; unless a scenario says otherwise one client has 32 callers and three
            nodes, which keeps each node busy by six tenths. A call is up to 9 attempts with 25 ms base back-off and full jitter, as
            long as the SDK's 500 retry tokens last. **What is not:** connections (handshakes, limits of pools, what is left
            in a pool of a dead node), threads, bodies that stop in their midst, read timeouts, and the time that our own code takes.

            **Columns.** *calls*: that ended, whether well or not. *failed*: which the application saw fail. *retries*: by the SDK.
            *ill*: part of all attempts that went to the nodes in question while they were in trouble (for a node that leaves: since
            then). *others*: least and most that one of the other nodes got over the whole run, in times of their mean.
            *p50, p99, p99.9, max*: of calls with their retries, in ms; those that wait at the end count as if they ended then.

            *well after*: from the beginning of the trouble to the end of the last half second in which a call failed, or one
            in 200 took longer than three times the p99 from before. *share back*: from its end until each of the nodes got four
            fifths of its fair share. *lists/s*: questions for `/localnodes` on the whole cluster, after the first 6 s, and in the worst
            half second but the first. *probes*: `GET /`. *connections*: the most that each client had under way with each node,
            summed up: what its pools would have opened at least. *hedges*: that were sent, those of them that answered first, and
            those that were due and refused, as the budget of 2 % was used up.

            **Plots.** Requests sent to each node, a column for half a second; `▄` is the fair share of what was sent before the
            trouble, whose time is underlined. Where nodes are many: all of them side by side, by what they got.
            """;

    private Report() {}

    /** Runs all scenarios, as many at a time as there are processors. */
    static String write() {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Section> sections = new ArrayList<>();
            List<Scenario> scenarios = Scenarios.all();
            for (int i = scenarios.size() - 1; i >= 0; i--) { // the last ones take longest, so they start first
                sections.add(0, new Section(scenarios.get(i), start(scenarios.get(i), threads)));
            }
            StringBuilder report = new StringBuilder(HEAD.replace("{command}", COMMAND)
                    .replace("{atOnce}", Integer.toString(SimulatedNode.SERVED_AT_ONCE))
                    .replace("{mean}", Long.toString(SimulatedNode.MEAN_SERVICE.toMillis())));
            sections.forEach(section -> report.append(section(section.scenario(), section.runs())));
            return report.toString();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<CompletableFuture<Run>> start(Scenario scenario, Executor threads) {
        List<CompletableFuture<Run>> runs = new ArrayList<>();
        for (NamedPolicy policy : NamedPolicy.ALL) {
            for (RoutingStrategy strategy : policy.strategies()) {
                runs.add(CompletableFuture.supplyAsync(() -> run(scenario, policy, strategy), threads));
            }
        }
        return runs;
    }

    private static Run run(Scenario scenario, NamedPolicy policy, RoutingStrategy strategy) {
        String title = policy.title() + ", " + title(strategy);
        Recording recording = Simulation.run(scenario, policy.policy(), strategy);
        return new Run(cells(title, scenario, recording), title + "\n" + new Plot(scenario, recording).draw());
    }

    private static String section(Scenario scenario, List<CompletableFuture<Run>> runs) {
        Table table = new Table(titles(scenario));
        StringBuilder plots = new StringBuilder();
        runs.stream().map(CompletableFuture::join).forEach(run -> {
            table.add(run.cells());
            plots.append(run.plot());
        });
        return "\n## " + scenario.title() + "\n\n" + scenario.what() + "\n\n" + table.draw() + "\n```\n" + plots
                + "```\n";
    }

    private static String title(RoutingStrategy strategy) {
        return switch (strategy) {
            case PER_REQUEST -> "per request";
            case PER_CONNECTION -> "per connection";
        };
    }

    private static List<String> titles(Scenario scenario) {
        List<String> titles = new ArrayList<>(List.of("", "calls", "failed", "retries"));
        if (scenario.trouble().isPresent()) {
            titles.addAll(List.of("ill", "others", "well after", "share back"));
        } else {
            titles.add("nodes");
        }
        titles.addAll(List.of("p50", "p99", "p99.9", "max", "lists/s", "probes", "connections"));
        if (scenario.isHedging()) {
            titles.add("hedges: sent, won, refused");
        }
        return titles;
    }

    private static List<String> cells(String title, Scenario scenario, Recording recording) {
        Measures measures = new Measures(recording, scenario.length());
        List<String> cells = new ArrayList<>(List.of(
                title,
                Integer.toString(measures.calls()),
                Long.toString(measures.failed()),
                Integer.toString(recording.retries())));
        scenario.trouble()
                .ifPresentOrElse(
                        trouble -> cells.addAll(troubleCells(trouble, scenario, measures)),
                        () -> cells.add(range(measures.evenness(number -> true))));
        cells.addAll(List.of(
                format("%.1f", measures.percentileMillis(50)),
                format("%.1f", measures.percentileMillis(99)),
                format("%.1f", measures.percentileMillis(99.9)),
                format("%.0f", measures.percentileMillis(100)),
                format("%.1f, %.0f", measures.listRequestsPerSecond(), measures.maxListRequestsPerSecond()),
                Integer.toString(recording.probes()),
                Integer.toString(recording.connections())));
        if (scenario.isHedging()) {
            cells.add(hedges(recording));
        }
        return cells;
    }

    private static String hedges(Recording recording) {
        int won = recording.hedges(HedgeResult.WON);
        int sent = won + recording.hedges(HedgeResult.LOST) + recording.hedges(HedgeResult.FAILED);
        return format("%d, %d, %d", sent, won, recording.hedges(HedgeResult.REFUSED));
    }

    private static List<String> troubleCells(Trouble trouble, Scenario scenario, Measures measures) {
        boolean all = trouble.nodes().size() == scenario.nodes();
        return List.of(
                all ? "" : format("%.1f %%", 100 * measures.shareDuring(trouble)),
                range(measures.evenness(number -> all || !trouble.nodes().contains(number))),
                seconds(measures.recoveredAfterSeconds(trouble)),
                seconds(measures.shareRecoveredAfterSeconds(trouble)));
    }

    private static String range(double[] sorted) {
        return format("%.2f–%.2f", sorted[0], sorted[sorted.length - 1]);
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? seconds(seconds.getAsDouble()) : "";
    }

    private static String seconds(double seconds) {
        return Double.isInfinite(seconds) ? "not" : format("%.1f s", seconds);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A scenario and its runs, which may be in progress. */
    private record Section(Scenario scenario, List<CompletableFuture<Run>> runs) {}

    /** What the report shows of a scenario with one policy and strategy. */
    private record Run(List<String> cells, String plot) {}
}
