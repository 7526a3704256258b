package io.alternator.http.examples;

import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The main job in one command: writes and reads through both strategies, sync and async, on real data, while a node is
 * killed and brought back; nothing fails, and every item is there.
 */
public final class Demo {
    private static final int CALLERS = 3; // of each client
    private static final int SECONDS = 15;
    private static final int KILL_AT = 5;
    private static final int START_AT = 10;

    private Demo() {}

    /** Takes {@code --endpoint http://host:port}; ends with 1 if anything failed. */
    public static void main(String[] args) {
        boolean good;
        try (Target target =
                Target.of(args, AlternatorTestCluster.builder().nodes(3).dynamoDbLocal())) {
            good = run(target);
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean run(Target target) {
        Report report = new Report();
        try (DemoClients clients = new DemoClients(target, report.registry())) {
            String table = clients.createTable();
            Workload workload = new Workload(table);
            List<CompletableFuture<Void>> callers = clients.byName().entrySet().stream()
                    .flatMap(client -> IntStream.range(0, CALLERS)
                            .mapToObj(i -> workload.start(client.getKey() + "-" + i, client.getValue())))
                    .toList();
            for (int second = 1; second <= SECONDS; second++) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                intervene(target, second);
                System.out.printf(
                        "%3d s: %7d requests, %d failures seen by the application%n",
                        second, workload.requests(), workload.failures());
            }
            workload.stop();
            callers.forEach(CompletableFuture::join);
            report.print(target.embedded());
            long found = workload.readBack(clients.any());
            System.out.printf(
                    "%nfailures seen by the application: %d; items written: %d, read back: %d%n",
                    workload.failures(), workload.written(), found);
            clients.deleteTable(table);
            return workload.failures() == 0 && found == workload.written() && found > 0;
        }
    }

    private static void intervene(Target target, int second) {
        target.embedded().map(cluster -> cluster.node(1)).ifPresent(node -> {
            if (second == KILL_AT) {
                System.out.println("       node " + node + " is killed: connections reset, port closed, still listed");
                node.stop();
            } else if (second == START_AT) {
                System.out.println("       node " + node + " is back");
                node.start();
            }
        });
    }
}
