package io.alternator.http.internal.rewrite;

import java.io.IOException;

/** A node refused a request's signature because of its own clock. The request was not executed. */
public final class ClockSkewException extends IOException {
    private static final long serialVersionUID = 1L;

    ClockSkewException(String message) {
        super(message);
    }
}
