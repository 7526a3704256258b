package io.alternator.http.sync;

/** The request's body could be read for its first attempt only, so that there is none for the second. */
final class BodyGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyGoneException(Throwable cause) {
        super("the request's body cannot be read a second time", cause);
    }
}
