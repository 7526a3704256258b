package io.alternator.http.contract;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Misfortune under load. */
public final class Chaos {
    private static final List<Misfortune> MISFORTUNES = List.of(Misfortune.values());
    private static final int LONGEST_PAUSE_MILLIS = 700;

    private final AlternatorTestCluster cluster;
    private final long seed =
            Long.getLong("chaos.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private final Duration duration = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 4));
    private final Random random = new Random(seed);
    private final List<TestNode> well;
    private final List<TestNode> ill = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    private Chaos(AlternatorTestCluster cluster) {
        this.cluster = cluster;
        this.well = new ArrayList<>(cluster.nodes());
    }

    /**
     * Lets one thing after the other happen to the nodes, while one at least stays well: for {@code -Dchaos.seconds}, 4 by
     * default, and the same again with {@code -Dchaos.seed}. All are well in the end.
     *
     * @return what happened, beginning with the seed
     */
    public static List<String> run(AlternatorTestCluster cluster) {
        Chaos chaos = new Chaos(cluster);
        chaos.run();
        return chaos.story;
    }

    /** Kills one node after the other, each time when the last one works again, until the load is done. */
    public static void killAndRevive(AlternatorTestCluster cluster, CompletableFuture<?> until) {
        Random random = new Random(7);
        while (!until.isDone()) {
            TestNode victim = cluster.node(random.nextInt(cluster.nodes().size()));
            long seen = victim.requests();
            victim.stop();
            victim.start();
            Await.until("the node works again", () -> until.isDone() || victim.requests() > seen + 20);
        }
    }

    private void run() {
        story.add("seed " + seed + " (again with -Dchaos.seed=" + seed + ")");
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            String what = step();
            story.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MILLIS)));
        }
        cluster.reset();
    }

    private String step() {
        if (well.size() > 1 && (ill.isEmpty() || random.nextBoolean())) {
            TestNode node = well.remove(random.nextInt(well.size()));
            Misfortune misfortune = MISFORTUNES.get(random.nextInt(MISFORTUNES.size()));
            ill.add(node);
            misfortune.strike(node);
            return node + " " + misfortune;
        }
        TestNode node = ill.remove(random.nextInt(ill.size()));
        well.add(node);
        node.heal();
        node.start();
        node.list();
        return node + " is well";
    }
}
