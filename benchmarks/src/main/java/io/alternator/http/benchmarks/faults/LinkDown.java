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
 * A cable is pulled. The trial takes place in another process, inside a network that this one makes for it; the other runs the
 * same command with {@code --inside}, and its one line is the row.
 */
final class LinkDown {
    /** For starting processes, and all that a trial takes besides its own length. */
    private static final Duration OVERHEAD = Duration.ofMinutes(1);

    private LinkDown() {}

    static Row play(Trial trial) throws InterruptedException {
        if (trial.network().isPresent()) {
            return trial.on(new NetworkStage(new NetworkPlan(trial.network().get(), trial.nodes())));
        }
        Optional<String> obstacle = Namespaces.obstacle();
        if (obstacle.isPresent()) {
            return Row.skipped(trial, obstacle.get());
        }
        try (Namespaces network = Namespaces.create(trial.nodes())) {
            return inside(network.plan(), trial);
        }
    }

    private static Row inside(NetworkPlan network, Trial trial) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("faults"));
        command.addAll(Options.commandLine(trial, network.prefix()));
        Process process = Ip.startJava(network.client(), Main.class, command);
        Load load = trial.load();
        Duration limit = load.warmup().plus(load.fault()).plus(load.after()).plus(OVERHEAD);
        try (BufferedReader answer = process.inputReader()) {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("the trial inside " + network.client() + " failed or took too long");
            }
            return new Row(String.valueOf(answer.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
