package io.alternator.http.internal.concurrent;

/** The distance between values that different threads write frequently. */
final class Padding {
    /** Two cache lines of 64 bytes, because processors prefetch them in pairs. */
    static final int BYTES = 128;

    private Padding() {}
}
