package io.alternator.http.internal.client;

import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.time.Scheduler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Resolves names by the JVM, on a thread that may block. */
record DnsResolver(Executor blocking, Scheduler scheduler) implements Resolver {

    @Override
    public CompletableFuture<List<String>> resolve(String host, Duration limit) {
        try {
            CompletableFuture<List<String>> addresses = CompletableFuture.supplyAsync(() -> lookUp(host), blocking);
            Scheduler.Cancellable timer = scheduler.schedule(
                    () -> addresses.completeExceptionally(
                            new TimeoutException(host + " was not resolved within " + limit)),
                    limit);
            addresses.whenComplete((found, failure) -> timer.cancel());
            return addresses;
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private static List<String> lookUp(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }
}
