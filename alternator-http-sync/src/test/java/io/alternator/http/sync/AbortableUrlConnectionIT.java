package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.contract.Await;
import io.alternator.http.internal.transport.ControlReply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Control calls over UrlConnection to a node that hangs mid-body: neither the call nor its cancellation waits for the socket. */
final class AbortableUrlConnectionIT {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    @Test
    void cancelledControlCall_freesItsThread_andTheReaderEndsWithTheSocket() throws Exception {
        ExecutorService blocking = Executors.newSingleThreadExecutor();
        SyncTransport transport = SyncTransport.over(
                UrlConnectionHttpClient.builder().socketTimeout(SOCKET_TIMEOUT).build(), blocking);
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<ControlReply> reply = transport.send(localNodes(node.getLocalPort()), 100, () -> {});
            try (Socket connection = node.accept()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n[\"10.0."
                                .getBytes(StandardCharsets.US_ASCII));
                Await.until("a reader waits for the rest", LIMIT, () -> readers() == 1);
                long start = System.nanoTime();
                reply.completeExceptionally(new TimeoutException("timed out"));
                blocking.submit(() -> {}).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
                transport.close();
                assertThat(readers()).as("readers while the socket is open").isOne();
            }
            Await.until("no reader is left", LIMIT, () -> readers() == 0);
        } finally {
            blocking.shutdownNow();
        }
    }

    private static SdkHttpRequest localNodes(int port) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("http")
                .host("127.0.0.1")
                .port(port)
                .encodedPath("/localnodes")
                .build();
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("alternator-body"))
                .count();
    }
}
