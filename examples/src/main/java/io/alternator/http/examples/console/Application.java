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

/** The console's sample application: a table, a client that can be replaced, and a steady load. */
final class Application implements AutoCloseable {
    private static final ClientSettings INITIAL = new ClientSettings(RoutingStrategy.PER_REQUEST, ClientKind.SYNC);
    private static final Duration DISCOVERY_TIMEOUT = Duration.ofSeconds(2);

    private final Target target;
    private final ClientFactory factory;
    private final String table;
    private final SwitchableClient client;
    private final LoadGenerator load;

    Application(Target target, MeterRegistry registry) {
        this.target = target;
        this.factory = new ClientFactory(target, registry);
        try (SyncBalancedClient admin = factory.openUnmetered(List.of())) {
            this.table = DemoTable.create(admin.client());
        }
        this.client = new SwitchableClient(INITIAL, factory::open);
        this.load = new LoadGenerator(client, table);
    }

    SwitchableClient client() {
        return client;
    }

    LoadGenerator load() {
        return load;
    }

    /** Replaces the client by one with these settings. Returns false if it has them already. */
    boolean switchClient(ClientSettings settings) {
        return client.switchTo(settings, (candidate, nodes) -> {
            load.verify(candidate);
            awaitNodes(candidate, nodes.size());
        });
    }

    @Override
    public void close() {
        List<NodeStatus> nodes = client.nodes();
        load.close();
        client.close();
        if (target.keepsData()) {
            deleteTable(nodes);
        }
    }

    /** A new client knows only its seeds at first. Waits, so that the page does not show an incomplete list. */
    private static void awaitNodes(BalancedClient candidate, int nodes) {
        long until = System.nanoTime() + DISCOVERY_TIMEOUT.toNanos();
        while (candidate.nodes().size() < nodes && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void deleteTable(List<NodeStatus> nodes) {
        try (SyncBalancedClient admin = factory.openUnmetered(nodes)) {
            admin.client().deleteTable(request -> request.tableName(table));
        } catch (SdkException e) {
            System.out.println("Table " + table + " was not deleted: " + e.getMessage());
        }
    }
}
