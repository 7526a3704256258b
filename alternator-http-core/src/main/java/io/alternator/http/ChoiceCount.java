package io.alternator.http;

/** How many candidates are looked at for one pick: all of a small cluster, two of a large one. */
final class ChoiceCount {
    private static final int SMALL = 8;
    private static final int OF_A_LARGE_ONE = 2;

    private ChoiceCount() {}

    static int of(int size) {
        return size <= SMALL ? size : OF_A_LARGE_ONE;
    }

    /** How far apart they are: neighbours in a small cluster, opposites in a large one. */
    static int stride(int size) {
        return size <= SMALL ? 1 : size / OF_A_LARGE_ONE;
    }
}
