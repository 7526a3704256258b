package io.alternator.http.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A thread for each caller. */
final class SyncCallers implements Callers {
    private final DynamoDbClient client;
    private final Exchanges exchanges;
    private final List<Thread> threads;
    private volatile boolean finishing;

    private SyncCallers(DynamoDbClient client, int callers, Exchanges exchanges) {
        this.client = client;
        this.exchanges = exchanges;
        this.threads = IntStream.range(0, callers).mapToObj(this::thread).toList();
    }

    static Factory over(SdkHttpClient.Builder<?> bare) {
        return (route, callers, exchanges) -> {
            SyncCallers started = new SyncCallers(route.open(bare), callers, exchanges);
            started.threads.forEach(Thread::start);
            return started;
        };
    }

    private Thread thread(int caller) {
        Thread thread = new Thread(() -> ask(caller), "caller-" + caller);
        thread.setDaemon(true);
        return thread;
    }

    private void ask(int caller) {
        for (Question question = new Question(caller, 0); !finishing; question = question.next()) {
            exchanges.begin(caller);
            try {
                question.check(client.getItem(question.request()));
                exchanges.end(caller, null);
            } catch (RuntimeException | Error e) {
                exchanges.end(caller, e);
            }
        }
    }

    @Override
    public boolean finish(Duration patience) throws InterruptedException {
        finishing = true;
        long deadline = System.nanoTime() + patience.toNanos();
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
