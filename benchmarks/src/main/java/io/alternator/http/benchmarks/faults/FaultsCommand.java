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
@Command(name = "faults", sortOptions = false, resourceBundle = "help.faults")
public final class FaultsCommand extends BenchmarkCommand {
    @Option(names = "--fault", paramLabel = "NAME,…")
    private String fault = "all";

    @Option(names = "--client", paramLabel = "NAME,…")
    private String client = "apache";

    @Option(names = "--strategy", paramLabel = "NAME")
    private Optional<String> strategy = Optional.empty();

    @Option(names = "--bare")
    private boolean bare;

    @Option(names = "--callers", paramLabel = "N")
    private int callers = 32;

    @Option(names = "--nodes", paramLabel = "N")
    private int nodes = 3;

    @Option(names = "--warmup", paramLabel = "N")
    private int warmup = 3;

    @Option(names = "--seconds", paramLabel = "N")
    private int seconds = 6;

    @Option(names = "--after", paramLabel = "N")
    private int after = 14;

    @Option(names = "--repeat", paramLabel = "N")
    private int repeat = 1;

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
