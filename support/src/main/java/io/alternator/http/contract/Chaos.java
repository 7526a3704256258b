package io.alternator.http.contract;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Injects random faults into the nodes of a cluster. */
public final class Chaos {
    private static final List<NodeFault> FAULTS = List.of(NodeFault.values());
    private static final int MAX_PAUSE_MILLIS = 700;

    private final AlternatorTestCluster cluster;
    private final long seed =
            Long.getLong("chaos.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private final Duration duration = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 4));
    private final Random random = new Random(seed);
    private final List<TestNode> healthy;
    private final List<TestNode> faulty = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    private Chaos(AlternatorTestCluster cluster) {
        this.cluster = cluster;
        this.healthy = new ArrayList<>(cluster.nodes());
    }

    /**
     * Injects and removes faults, while at least one node stays healthy. Runs for {@code -Dchaos.seconds}, 4 by default.
     * {@code -Dchaos.seed} repeats a run. All nodes are healthy at the end.
     *
     * @return the events, of which the first is the seed
     */
    public static List<String> run(AlternatorTestCluster cluster) {
        Chaos chaos = new Chaos(cluster);
        chaos.run();
        return chaos.events;
    }

    /** Kills and restarts random nodes, each once the previous one serves requests again, until the load is done. */
    public static void killAndRestart(AlternatorTestCluster cluster, CompletableFuture<?> until) {
        Random random = new Random(7);
        while (!until.isDone()) {
            TestNode victim = cluster.node(random.nextInt(cluster.nodes().size()));
            long seen = victim.requests();
            victim.stop();
            victim.start();
            Await.until("the restarted node serves requests", () -> until.isDone() || victim.requests() > seen + 20);
        }
    }

    /** Until then, the nodes take this long to answer, and twice as long for 20 ms in every 620: less than the 5 % that hedging ignores. */
    public static void slowNowAndThen(AlternatorTestCluster cluster, Duration usual, CompletableFuture<?> until) {
        CompletableFuture.runAsync(() -> {
            while (!until.isDone()) {
                cluster.nodes().forEach(node -> node.slow(usual));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
                cluster.nodes().forEach(node -> node.slow(usual.multipliedBy(2)));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        });
    }

    private void run() {
        events.add("seed " + seed + " (repeat with -Dchaos.seed=" + seed + ")");
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            String event = step();
            events.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms: " + event);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_PAUSE_MILLIS)));
        }
        cluster.reset();
    }

    private String step() {
        if (healthy.size() > 1 && (faulty.isEmpty() || random.nextBoolean())) {
            TestNode node = healthy.remove(random.nextInt(healthy.size()));
            NodeFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            faulty.add(node);
            fault.inject(node);
            return node + " " + fault;
        }
        TestNode node = faulty.remove(random.nextInt(faulty.size()));
        healthy.add(node);
        NodeFault.lift(node);
        return node + " is healthy";
    }
}
