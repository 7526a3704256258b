package io.alternator.http.sync;

import io.alternator.http.internal.time.DaemonThreads;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Makes the responses of the SDK's UrlConnectionHttpClient abortable. The JDK's HttpURLConnection closes a response under the
 * lock that a reader holds, so an abort would block instead of freeing the reader. Here the caller reads what has arrived, and
 * threads of this client wait for the rest.
 *
 * <p>After an abort such a thread waits until the wrapped client's read timeout, even if the client is closed meanwhile.
 */
final class AbortableUrlConnectionClient implements SdkHttpClient {
    /** Beyond that, callers read themselves and cannot be freed by an abort. */
    private static final int MAX_THREADS = 256;

    private static final long THREAD_IDLE_SECONDS = 5;

    private final SdkHttpClient client;
    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            DaemonThreads.named("alternator-body"));

    AbortableUrlConnectionClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new AbortableUrlConnectionCall(client.prepareRequest(request), readers);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        readers.shutdown();
        client.close();
    }
}
