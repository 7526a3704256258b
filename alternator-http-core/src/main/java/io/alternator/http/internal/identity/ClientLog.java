package io.alternator.http.internal.identity;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log lines that begin with their client: {@code [orders, sync] 10.0.0.2:8000 UP => DOWN (connect_error)}. Messages and values are as
 * SLF4J's; a {@code Throwable} may be the last value. Thread-safe.
 */
public final class ClientLog {
    private final String client;
    private final Logger logger;

    /** Logs as this type. */
    ClientLog(String client, Class<?> type) {
        this.client = client;
        this.logger = LoggerFactory.getLogger(type);
    }

    /** For what all clients of the JVM share. */
    public static ClientLog ofAllClients(Class<?> type) {
        return new ClientLog("all clients", type);
    }

    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    public void debug(String message, @Nullable Object... values) {
        if (logger.isDebugEnabled()) {
            logger.debug(named(message), withClient(values));
        }
    }

    public void info(String message, @Nullable Object... values) {
        logger.info(named(message), withClient(values));
    }

    public void warn(String message, @Nullable Object... values) {
        logger.warn(named(message), withClient(values));
    }

    public void error(String message, @Nullable Object... values) {
        logger.error(named(message), withClient(values));
    }

    private static String named(String message) {
        return "[{}] " + message;
    }

    private @Nullable Object[] withClient(@Nullable Object[] values) {
        @Nullable Object[] all = new Object[values.length + 1];
        all[0] = client;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }
}
