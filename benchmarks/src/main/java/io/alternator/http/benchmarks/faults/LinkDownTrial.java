package io.alternator.http.benchmarks.faults;

import com.fasterxml.jackson.core.type.TypeReference;
import io.alternator.http.benchmarks.common.ChildJvm;
import io.alternator.http.support.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Simulates a pulled cable. This process creates network namespaces and starts itself in the client's, which runs the trial. */
final class LinkDownTrial {
    /** Allowance for starting processes and other overhead, on top of the length of the trial. */
    private static final Duration OVERHEAD = Duration.ofMinutes(1);

    private LinkDownTrial() {}

    /** Returns the row of the table. */
    static String run(Trial trial) {
        Optional<String> unavailable = NetworkNamespaces.unavailableReason();
        if (unavailable.isPresent()) {
            return TrialRow.skipped(trial, unavailable.get());
        }
        Trial.Load load = trial.load();
        Duration limit = load.warmup().plus(load.fault()).plus(load.after()).plus(OVERHEAD);
        try (NetworkNamespaces network = NetworkNamespaces.create(trial.nodes());
                ChildJvm inside = ChildJvm.startBy(
                        NetworkNamespaces.inside(network.client()),
                        LinkDownTrial.class,
                        Stream.concat(
                                        Stream.of(network.prefix(), Integer.toString(trial.number())),
                                        trial.arguments().stream())
                                .toList())) {
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(inside::close);
            return inside.query(new TypeReference<>() {});
        }
    }

    /** The process in the client's namespace. Arguments: the namespaces' prefix, the number of the trial, the command line. */
    public static void main(String[] args) throws Exception {
        FaultsCommand command = Program.parse(new FaultsCommand(), List.of(args).subList(2, args.length));
        Trial trial = command.trials().get(Integer.parseInt(args[1]));
        ChildJvm.serve(() -> trial.runOn(new NamespaceCluster(NetworkNamespaces.existing(args[0], trial.nodes()))));
    }
}
