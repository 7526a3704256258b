package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Simulates a pulled cable. This process creates network namespaces and starts the same command with {@code --inside} in the
 * client's namespace. The one line that the child process prints is the row.
 */
final class LinkDownTrial {
    /** Allowance for starting processes and other overhead, on top of the length of the trial. */
    private static final Duration OVERHEAD = Duration.ofMinutes(1);

    private LinkDownTrial() {}

    static TrialRow run(Trial trial) throws InterruptedException {
        if (trial.network().isPresent()) {
            return trial.runOn(
                    new NamespaceCluster(new NetworkPlan(trial.network().get(), trial.nodes())));
        }
        Optional<String> unavailableReason = NetworkNamespaces.unavailableReason();
        if (unavailableReason.isPresent()) {
            return TrialRow.skipped(trial, unavailableReason.get());
        }
        try (NetworkNamespaces network = NetworkNamespaces.create(trial.nodes())) {
            return runInside(network.plan(), trial);
        }
    }

    private static TrialRow runInside(NetworkPlan network, Trial trial) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("faults"));
        command.addAll(FaultsOptions.commandLine(trial, network.prefix()));
        Process process = IpCommand.startJava(network.client(), Main.class, command);
        LoadProfile load = trial.load();
        Duration limit = load.warmup().plus(load.fault()).plus(load.after()).plus(OVERHEAD);
        try (BufferedReader output = process.inputReader()) {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "the trial inside " + network.client() + " failed or exceeded " + limit.toSeconds() + " s");
            }
            return new TrialRow(String.valueOf(output.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
