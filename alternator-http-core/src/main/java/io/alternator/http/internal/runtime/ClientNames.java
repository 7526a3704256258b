package io.alternator.http.internal.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of this JVM's open clients, no two alike, so that their meters are not taken for each other's. */
final class ClientNames {
    private static final Logger log = LoggerFactory.getLogger(ClientNames.class);
    private static final String UNNAMED = "alternator";
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private ClientNames() {}

    /** A name like {@code alternator-1}, to be {@linkplain #release released}. */
    static String unnamed() {
        return numbered(UNNAMED, 1);
    }

    /** The wanted name or, while another client has it, one with a number. */
    static String like(String wanted) {
        if (TAKEN.add(wanted)) {
            return wanted;
        }
        String name = numbered(wanted, 2);
        log.info("name: another open client is called '{}'; the meters of this one have client='{}'", wanted, name);
        return name;
    }

    static void release(String name) {
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
