package io.alternator.http.internal.monitor;

import java.io.IOException;

/** An attempt was cancelled because its node stopped responding. The SDK retries it, like any {@link IOException}. */
public final class SilentNodeException extends IOException {
    private static final long serialVersionUID = 1L;

    public SilentNodeException(String message) {
        super(message);
    }
}
