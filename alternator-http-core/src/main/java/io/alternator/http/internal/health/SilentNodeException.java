package io.alternator.http.internal.health;

import java.io.IOException;

/** An attempt was given up because its node said nothing any more. The SDK retries it, as any {@link IOException}. */
public final class SilentNodeException extends IOException {
    private static final long serialVersionUID = 1L;

    public SilentNodeException(String message) {
        super(message);
    }
}
