package io.alternator.http.sync;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A client whose responses can be broken off in the body, over one whose cannot: the JDK's HttpURLConnection closes a response
 * under the lock that its reader holds, so that whoever wants to break it off waits for the reader instead of freeing it. Here
 * the caller reads what has arrived, and threads of this client wait for the rest.
 *
 * <p>A thread whose caller went away still waits, as long as the wrapped client's read timeout lets it, even if the client is
 * closed meanwhile.
 */
final class AbortableUrlConnectionClient implements SdkHttpClient {
    /** Beyond that, callers wait themselves and cannot be freed. */
    private static final int MAX_THREADS = 256;

    private static final long THREAD_IDLE_SECONDS = 5;

    private final SdkHttpClient client;
    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            AbortableUrlConnectionClient::daemon);

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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "alternator-body");
        thread.setDaemon(true);
        return thread;
    }
}
