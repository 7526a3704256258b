package io.alternator.http.async;

import io.alternator.http.contract.Await;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/** A single event loop of Netty's that a test blocks, as a callback of the application's may. */
final class BlockableEventLoop implements AutoCloseable {
    private final SdkEventLoopGroup group =
            SdkEventLoopGroup.builder().numberOfThreads(1).build();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** To build a client with. */
    SdkEventLoopGroup group() {
        return group;
    }

    /** Blocks the loop until it is released. Returns when it is blocked. */
    void block() {
        group.eventLoopGroup().execute(() -> {
            blocked.countDown();
            try {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        Await.until("the event loop is blocked", () -> blocked.getCount() == 0);
    }

    /** Lets the loop go on. */
    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        group.eventLoopGroup().shutdownGracefully();
    }
}
