package io.alternator.http.sync;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Throws failures in the form that the SDK expects. */
final class Rethrow {
    private Rethrow() {}

    /**
     * The failure as an {@link IOException}, which the SDK may retry; runtime exceptions and errors are thrown as they are. The
     * SDK's UrlConnectionHttpClient wraps some IOExceptions in an {@link UncheckedIOException}, which would reach the application
     * without a retry: they are unwrapped.
     */
    static IOException asIOException(Throwable failure) {
        if (failure instanceof IOException expected) {
            return expected;
        }
        IOException wrapped = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : null;
        if (wrapped != null) {
            for (Throwable suppressed : failure.getSuppressed()) {
                wrapped.addSuppressed(suppressed);
            }
            return wrapped;
        }
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new IOException(failure);
    }
}
