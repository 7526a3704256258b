package io.alternator.http.internal.time;

import java.util.concurrent.ThreadFactory;

/**
 * Makes the client's background threads. They do not keep the JVM from exiting, and inherit nothing from the request that happens to
 * start them: no inheritable thread locals, and not its context class loader, which they would keep from being unloaded.
 */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Threads of this name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
            return thread;
        };
    }
}
