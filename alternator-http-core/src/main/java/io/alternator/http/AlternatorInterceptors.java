package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Interceptors for the SDK's DynamoDB clients, sync and async, for what has to happen before a request is signed. They need the SDK's
 * {@code sdk-core}, which every DynamoDB client brings, and work with any HTTP client, balanced or not.
 *
 * @since 0.1.0
 */
public final class AlternatorInterceptors {
    private AlternatorInterceptors() {}

    /**
     * Compresses the bodies of DynamoDB requests with gzip, before they are signed. Alternator accepts that since version 2026.1; older
     * versions refuse such requests.
     *
     * <pre>{@code
     * DynamoDbClient.builder().overrideConfiguration(c -> c.addExecutionInterceptor(AlternatorInterceptors.compressRequests(1024)))
     * }</pre>
     *
     * <p>Upside: less traffic, as JSON compresses well. Downside: CPU on both sides, some 25 µs for each KB here. A body that would not
     * become smaller is sent as it is, and so is one that the application has encoded itself. Thread-safe; one may serve several
     * clients.
     *
     * @param minBytes smaller bodies are sent as they are
     * @throws IllegalArgumentException if the limit is negative
     */
    public static ExecutionInterceptor compressRequests(int minBytes) {
        Checks.require(minBytes >= 0, "minBytes: %s is negative; use 0 or more, such as 1024", minBytes);
        return new RequestCompression(minBytes);
    }
}
