package io.alternator.http.benchmarks.footprint;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.benchmarks.common.Contender;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.stub.StubItem;
import io.alternator.http.support.ChildJvm;
import io.alternator.http.support.ItemClient;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * What bare or wrapped Apache clients cost in a JVM of their own.
 *
 * @param firstRequestMillis from before the first client is built to its first response
 * @param firstThreads live threads with one client
 * @param heapBytes heap in use after a garbage collection, with all clients open
 * @param threads live threads with all clients open
 */
record Footprint(double firstRequestMillis, int firstThreads, long heapBytes, int threads) implements Serializable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final int SAMPLES = 11; // idle background threads end after 1 s; the SDK has its own
    private static final long SAMPLE_MILLIS = 500;

    /**
     * Measures in a new JVM.
     *
     * @param clients with 1, only the time of the first request is measured
     * @param node its URI
     * @throws IllegalStateException if it takes longer than a minute
     */
    static Footprint of(Contender contender, int clients, String node) {
        try (ChildJvm<Footprint> process = ChildJvm.start(() -> () -> measure(contender, clients, node))) {
            return process.query(TIME_LIMIT);
        }
    }

    private static Footprint measure(Contender contender, int clients, String node) throws InterruptedException {
        List<ItemClient> open = new ArrayList<>();
        long start = System.nanoTime();
        open.add(openAndSend(contender, node));
        double firstRequestMillis = (System.nanoTime() - start) / 1e6;
        if (clients == 1) {
            return new Footprint(firstRequestMillis, 0, 0, 0);
        }
        int firstThreads = settled(firstRequestMillis, 0).threads();
        while (open.size() < clients) {
            open.add(openAndSend(contender, node));
        }
        Footprint footprint = settled(firstRequestMillis, firstThreads);
        open.forEach(ItemClient::close);
        return footprint;
    }

    private static ItemClient openAndSend(Contender contender, String node) {
        AlternatorConfig.Builder config = AlternatorConfig.builder().seeds(node);
        ItemClient client = HttpClientKind.APACHE.open(contender.to(config, true), AttributeMap.empty());
        if (!client.get(StubItem.REQUEST).join().hasItem()) {
            throw new IllegalStateException("response without an item");
        }
        return client;
    }

    /** The least heap and threads of several samples, which leaves out work in progress and idle threads about to end. */
    private static Footprint settled(double firstRequestMillis, int firstThreads) throws InterruptedException {
        long heap = Long.MAX_VALUE;
        int threads = Integer.MAX_VALUE;
        for (int sample = 0; sample < SAMPLES; sample++) {
            Thread.sleep(SAMPLE_MILLIS);
            heap = Math.min(heap, heapInUse());
            threads = Math.min(threads, ManagementFactory.getThreadMXBean().getThreadCount());
        }
        return new Footprint(firstRequestMillis, firstThreads, heap, threads);
    }

    /** Bytes in use after a garbage collection. */
    static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
