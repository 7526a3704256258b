package io.alternator.http.examples.console;

import io.alternator.http.NodeStatus;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.examples.DemoTable;
import io.alternator.http.examples.Target;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;

/** An application like any other: a table, a client, and a steady load. */
final class Application implements AutoCloseable {
    private static final Choice FIRST = new Choice(RoutingStrategy.PER_REQUEST, ClientKind.SYNC);
    private static final Duration DISCOVERY = Duration.ofSeconds(2);

    private final Target target;
    private final Opener opener;
    private final String table;
    private final Clients clients;
    private final Traffic traffic;

    Application(Target target, MeterRegistry registry) {
        this.target = target;
        this.opener = new Opener(target, registry);
        try (SyncDb db = opener.openUnseen(List.of())) {
            this.table = DemoTable.create(db.client());
        }
        this.clients = new Clients(FIRST, opener::open);
        this.traffic = new Traffic(clients, table);
    }

    Clients clients() {
        return clients;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Goes on with another client; true unless it is as chosen already. */
    boolean change(Choice choice) {
        return clients.change(choice, (db, nodes) -> {
            traffic.tryOut(db);
            awaitNodes(db, nodes.size());
        });
    }

    @Override
    public void close() {
        List<NodeStatus> nodes = clients.nodes();
        traffic.close();
        clients.close();
        if (target.embedded().isEmpty()) { // that one's table goes with it
            deleteTable(nodes);
        }
    }

    /** A new client knows its seeds first; the page had better not see that. */
    private static void awaitNodes(Db db, int nodes) {
        long until = System.nanoTime() + DISCOVERY.toNanos();
        while (db.nodes().size() < nodes && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void deleteTable(List<NodeStatus> nodes) {
        try (SyncDb db = opener.openUnseen(nodes)) {
            db.client().deleteTable(request -> request.tableName(table));
        } catch (SdkException e) {
            System.out.println("Table " + table + " is left behind: " + e.getMessage());
        }
    }
}
