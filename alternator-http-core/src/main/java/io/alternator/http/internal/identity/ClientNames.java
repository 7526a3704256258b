package io.alternator.http.internal.identity;

/**
 * The names of this JVM's open clients. They are unique, so that the clients' meters do not mix. They are kept in system properties,
 * as other class loaders may have their own copy of this class, but the same meter registry.
 */
final class ClientNames {
    private static final String UNNAMED = "alternator";
    private static final String PROPERTY = "io.alternator.http.client.";

    private ClientNames() {}

    /** A name like {@code alternator-1}, to {@linkplain #release release}. */
    static String unnamed() {
        return numbered(UNNAMED, 1);
    }

    /** The wanted name; with a number while another client has it. */
    static String acquire(String wanted) {
        return take(wanted) ? wanted : numbered(wanted, 2);
    }

    static void release(String name) {
        System.getProperties().remove(PROPERTY + name);
    }

    private static boolean take(String name) {
        return System.getProperties().putIfAbsent(PROPERTY + name, "open") == null;
    }

    private static String numbered(String prefix, int first) {
        for (int number = first; ; number++) {
            String name = prefix + "-" + number;
            if (take(name)) {
                return name;
            }
        }
    }
}
