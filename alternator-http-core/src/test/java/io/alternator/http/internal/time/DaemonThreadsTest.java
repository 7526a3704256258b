package io.alternator.http.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class DaemonThreadsTest {
    @Test
    void threadInheritsNothingFromTheOneThatStartsIt() throws Exception {
        InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
        tenant.set("tenant-1");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
            Thread.currentThread().setContextClassLoader(application);
            CompletableFuture<String> seen = new CompletableFuture<>();
            Thread thread = DaemonThreads.named("test")
                    .newThread(() -> seen.complete(
                            tenant.get() + " " + (Thread.currentThread().getContextClassLoader() == application)));
            thread.start();
            assertThat(seen.get()).isEqualTo("null false");
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("test");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            tenant.remove();
        }
    }
}
