package io.alternator.http.async;

import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Next;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** The execution that an attempt belongs to, as far as the attempt needs it. */
interface Execution {
    /** The SDK's request. */
    AsyncExecuteRequest request();

    /** True if the caller does not wait any more. */
    boolean isDone();

    /** The attempt got no response. */
    void failed(Attempt attempt, Throwable failure);

    /** The node refused the request. Returns what follows; null if the refusal is to be passed on. */
    @Nullable
    Next refused(Attempt attempt);

    /** Carries out what follows a refusal. */
    void proceed(Next next);

    /** The response is complete. */
    void complete();

    /** The response failed after its headers; the handler has been told. */
    void completeExceptionally(Throwable failure);
}
