package io.alternator.http.internal.balancing;

/** How many candidates one pick compares: all in clusters of up to eight nodes, two in larger ones. */
final class ChoiceCount {
    private static final int MAX_COMPARED_WITH_ALL = 8;
    private static final int IN_LARGE_CLUSTERS = 2;

    private ChoiceCount() {}

    static int of(int size) {
        return size <= MAX_COMPARED_WITH_ALL ? size : IN_LARGE_CLUSTERS;
    }

    /** The distance between the indexes of compared candidates: 1 in a small cluster, half the size in a large one. */
    static int stride(int size) {
        return size <= MAX_COMPARED_WITH_ALL ? 1 : size / IN_LARGE_CLUSTERS;
    }
}
