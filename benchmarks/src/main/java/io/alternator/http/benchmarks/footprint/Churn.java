package io.alternator.http.benchmarks.footprint;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.MedianInterval;
import io.alternator.http.benchmarks.stub.StubCluster;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.Callers;
import io.alternator.http.support.ItemClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** A client that writes to ten nodes that are replaced by new ones, five at a time, and its heap. */
final class Churn implements AutoCloseable {
    private static final int NODES = 10;
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int CALLERS = 16;
    private static final int LIMIT_SECONDS = 60;

    private final StubCluster cluster = new StubCluster(NODES, Duration.ZERO, StubItem.SMALL);
    private final Callers callers = new Callers(CALLERS);
    private final ItemClient client;
    private final PutItemRequest put;

    /**
     * Opens the client.
     *
     * @param bytes of each item that is written
     */
    Churn(HttpClientKind kind, Contender strategy, int bytes) {
        AlternatorConfig.Builder config = cluster.state()
                .config()
                .discoveryInterval(INTERVAL)
                .slowStart(Duration.ofMillis(1)); // else new nodes wait for their connections
        this.client = kind.open(strategy.to(config, true), OptionalInt.empty());
        this.put = PutItemRequest.builder()
                .tableName("dogs")
                .item(Map.of(
                        "id", AttributeValue.fromS("1"),
                        "bark", AttributeValue.fromS("w".repeat(bytes))))
                .build();
    }

    /**
     * Heap in use after a garbage collection. Medians, as clients are renewed only now and then.
     *
     * @param early in the second tenth of the addresses
     * @param late in the last tenth
     */
    record Heap(double early, double late) {}

    /**
     * Replaces nodes until there were so many addresses. Each node gets requests before it leaves.
     *
     * @throws IllegalStateException if a write fails, or nodes get no request within a minute
     */
    Heap run(int addresses) throws InterruptedException {
        List<Long> early = new ArrayList<>();
        List<Long> late = new ArrayList<>();
        while (cluster.addresses() < addresses) {
            cluster.replace(NODES / 2);
            writeUntilAllAreUsed();
            int tenth = cluster.addresses() * 10 / addresses; // rounded down
            if (tenth == 1) {
                early.add(Footprint.heapInUse());
            } else if (tenth >= 9) {
                late.add(Footprint.heapInUse());
            }
        }
        return new Heap(median(early), median(late));
    }

    /** In waves: no write begins while one of an earlier wave waits, so that all have at most one connection each. */
    private void writeUntilAllAreUsed() throws InterruptedException {
        long start = System.nanoTime();
        while (!cluster.allAreUsed()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new IllegalStateException("not all nodes got requests within " + LIMIT_SECONDS + " s");
            }
            AtomicInteger left = new AtomicInteger(CALLERS);
            try {
                callers.run(caller -> left.getAndDecrement() > 0 ? client.put(put) : null)
                        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("a write failed, or took longer than " + LIMIT_SECONDS + " s", e);
            }
        }
    }

    private static double median(List<Long> heaps) {
        return MedianInterval.of(heaps.stream().mapToDouble(heap -> heap)).median();
    }

    @Override
    public void close() {
        callers.close();
        client.close();
        cluster.close();
    }
}
