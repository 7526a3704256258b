package io.alternator.http.contract;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Misfortune under load. */
public final class Chaos {
    private Chaos() {}

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
}
