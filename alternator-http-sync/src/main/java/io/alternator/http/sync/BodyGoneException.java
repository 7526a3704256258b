package io.alternator.http.sync;

/** The request's body can be read only once, so the second attempt has none. */
final class BodyGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyGoneException(Throwable cause) {
        super("the request's body cannot be read a second time", cause);
    }

    /** True if the failure is this, perhaps wrapped by the client. */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyGoneException) {
                return true;
            }
        }
        return false;
    }
}
