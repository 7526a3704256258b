package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.BenchmarkCommand;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import io.alternator.http.support.Program;
import io.alternator.http.support.Program.InvalidOptionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faults}: injects faults and prints their effect on the application, one row of a Markdown table per trial. */
@Command(name = "faults", sortOptions = false, description = """
        Runs a constant load of GetItem requests on a small cluster with real sockets, injects a fault and removes it, and prints \
        how it affected the application: one row of a Markdown table per trial. The SDK's retries, timeouts and pools keep their \
        defaults. Each request has a unique key; an answer with another key counts as an error. The faulty node is node 1 (of 0, \
        1, 2) unless the fault states otherwise. All nodes stay in the node list.
        """)
public final class FaultsCommand extends BenchmarkCommand {
    @Option(names = "--fault", paramLabel = "NAME,…", description = "all (default), or any of those below")
    private String fault = "all";

    @Option(
            names = "--client",
            paramLabel = "NAME,…",
            description = "all, or any of apache, netty, apache5, crt, crt-async, url-connection; default apache")
    private String client = "apache";

    @Option(names = "--strategy", paramLabel = "NAME", description = "per-request, per-connection, or both (default)")
    private Optional<String> strategy = Optional.empty();

    @Option(
            names = "--bare",
            description = "the bare SDK client, without the wrapper, against a single node: the faulty one")
    private boolean bare;

    @Option(
            names = "--callers",
            paramLabel = "N",
            description = "concurrent requests, default 32; a sync client uses one thread per request")
    private int callers = 32;

    @Option(names = "--nodes", paramLabel = "N", description = "number of nodes, default 3")
    private int nodes = 3;

    @Option(names = "--warmup", paramLabel = "N", description = "seconds before the fault, default 3")
    private int warmup = 3;

    @Option(names = "--seconds", paramLabel = "N", description = "duration of the fault in seconds, default 6")
    private int seconds = 6;

    @Option(names = "--after", paramLabel = "N", description = "seconds observed after the fault, default 14")
    private int after = 14;

    @Option(names = "--repeat", paramLabel = "N", description = "runs of each trial, default 1")
    private int repeat = 1;

    @Override
    protected String footer() {
        return NamedOption.describe("faults", FaultScenario.values(), FaultScenario::description) + manual();
    }

    /** Failed requests are a result, not a failure of the command. */
    @Override
    public Integer call() throws InterruptedException {
        List<Trial> trials = trials();
        out().printf(
                        "%d nodes (bare: 1), %d callers, %d s of warm-up, %d s of fault, %d s after it; %s%n%n",
                        nodes, callers, warmup, seconds, after, machine());
        out().println(TrialRow.HEAD);
        for (Trial trial : trials) {
            out().println(trial.run());
        }
        return Program.OK;
    }

    /**
     * All combinations of fault, client and strategy, each repeated as requested.
     *
     * @throws InvalidOptionException with the option, its value and the remedy
     */
    List<Trial> trials() {
        Program.requireInRange("--callers", callers, 1, 1_000);
        Program.requireInRange("--nodes", nodes, 1, 50);
        Program.requireInRange("--warmup", warmup, 0, 600);
        Program.requireInRange("--seconds", seconds, 1, 600);
        Program.requireInRange("--after", after, 0, 600);
        Program.requireInRange("--repeat", repeat, 1, 100);
        Trial.Load load = new Trial.Load(
                callers, nodes, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds), Duration.ofSeconds(after));
        List<Trial> trials = new ArrayList<>();
        for (FaultScenario scenario : NamedOption.parse("--fault", fault, FaultScenario.values())) {
            for (HttpClientKind kind : NamedOption.parse("--client", client, HttpClientKind.values())) {
                for (Contender routing : routings()) {
                    trials.addAll(Collections.nCopies(repeat, new Trial(scenario, kind, routing, load)));
                }
            }
        }
        return trials;
    }

    private List<Contender> routings() {
        if (bare && strategy.isPresent()) {
            throw new InvalidOptionException(
                    "--strategy: '" + strategy.get() + "' cannot be combined with --bare; leave out one of them");
        }
        String chosen = strategy.filter(name -> !name.equals("both")).orElse("all");
        return bare
                ? List.of(Contender.BARE)
                : NamedOption.parse("--strategy", chosen, Contender.STRATEGIES.toArray(Contender[]::new));
    }
}
