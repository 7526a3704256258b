package io.alternator.http.internal.call;

import java.io.IOException;

/** The caller aborted or cancelled the call. Says nothing about the node. */
final class CallAbortedException extends IOException {
    private static final long serialVersionUID = 1L;

    CallAbortedException() {
        super("the request was aborted");
    }
}
