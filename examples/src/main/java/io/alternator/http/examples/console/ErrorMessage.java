package io.alternator.http.examples.console;

import java.util.concurrent.CompletionException;

/** The text of an exception for an operator. */
final class ErrorMessage {
    private ErrorMessage() {}

    /** The message of the exception, or of the cause of a CompletionException; without one, the class name. */
    static String of(RuntimeException e) {
        Throwable shown = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return shown.getMessage() == null ? shown.getClass().getSimpleName() : shown.getMessage();
    }
}
