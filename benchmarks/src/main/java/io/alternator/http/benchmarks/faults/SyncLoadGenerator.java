package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs one thread per caller. */
final class SyncLoadGenerator implements LoadGenerator {
    private final DynamoDbClient client;
    private final RequestLog requestLog;
    private final List<Thread> threads;
    private volatile boolean finishing;

    private SyncLoadGenerator(DynamoDbClient client, int callers, RequestLog requestLog) {
        this.client = client;
        this.requestLog = requestLog;
        this.threads = IntStream.range(0, callers).mapToObj(this::thread).toList();
    }

    static Factory over(SdkHttpClient.Builder<?> bare) {
        return (target, callers, requestLog) -> {
            SyncLoadGenerator started = new SyncLoadGenerator(target.open(bare), callers, requestLog);
            started.threads.forEach(Thread::start);
            return started;
        };
    }

    private Thread thread(int caller) {
        Thread thread = new Thread(() -> sendAll(caller), "caller-" + caller);
        thread.setDaemon(true);
        return thread;
    }

    private void sendAll(int caller) {
        for (UniqueGetItem getItem = new UniqueGetItem(caller, 0); !finishing; getItem = getItem.next()) {
            requestLog.begin(caller);
            try {
                getItem.verify(client.getItem(getItem.request()));
                requestLog.end(caller, null);
            } catch (RuntimeException | Error e) {
                requestLog.end(caller, e);
            }
        }
    }

    @Override
    public boolean finish(Duration timeout) throws InterruptedException {
        finishing = true;
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Thread thread : threads) {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    @Override
    public void close() {
        finishing = true;
        threads.forEach(Thread::interrupt);
        client.close();
    }
}
