package io.alternator.http.internal.concurrent;

/** How far apart things lie that different threads write all the time. */
final class Padding {
    /** Processors fetch lines of 64 bytes by twos. */
    static final int BYTES = 128;

    private Padding() {}
}
