package io.alternator.http.internal.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of this JVM's open clients. They are unique, so that the clients' meters do not mix. */
public final class ClientNames {
    private static final Logger log = LoggerFactory.getLogger(ClientNames.class);
    private static final String UNNAMED = "alternator";
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private ClientNames() {}

    /** A name like {@code alternator-1}, to {@linkplain #release release}. */
    public static String unnamed() {
        return numbered(UNNAMED, 1);
    }

    /** The wanted name; with a number while another client has it. */
    public static String acquire(String wanted) {
        if (TAKEN.add(wanted)) {
            return wanted;
        }
        String name = numbered(wanted, 2);
        log.info("name: another open client is called '{}'; this one's meters have client='{}'", wanted, name);
        return name;
    }

    public static void release(String name) {
        TAKEN.remove(name);
    }

    private static String numbered(String prefix, int first) {
        for (int number = first; ; number++) {
            String name = prefix + "-" + number;
            if (TAKEN.add(name)) {
                return name;
            }
        }
    }
}
