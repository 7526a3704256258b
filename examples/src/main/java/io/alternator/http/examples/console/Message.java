package io.alternator.http.examples.console;

import java.util.concurrent.CompletionException;

/** What an exception says to an operator. */
final class Message {
    private Message() {}

    static String of(RuntimeException e) {
        Throwable told = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    }
}
