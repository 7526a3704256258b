package io.alternator.http.sync;

/** The request's body can be read only once, so the second attempt has none. */
final class BodyGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyGoneException(Throwable cause) {
        super("the request's body cannot be read a second time", cause);
    }
}
