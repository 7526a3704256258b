package io.alternator.http.sync;

import io.alternator.http.internal.routing.Attempt;
import io.alternator.http.internal.routing.Cluster;
import io.alternator.http.internal.routing.HedgeSender;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * One request of the SDK, executed on the thread that calls it; if it is hedged, a second leg runs on another. Called once, by
 * one thread; aborted at any time, by any.
 */
final class BalancedRequest extends Leg implements ExecutableHttpRequest, HedgeSender<SyncTransport> {
    private final Cluster<SyncTransport> cluster;
    private final HttpExecuteRequest request;
    private final Executor hedgeThreads;

    private volatile boolean aborted;
    private volatile @Nullable SecondLeg second;

    BalancedRequest(Cluster<SyncTransport> cluster, HttpExecuteRequest request, Executor hedgeThreads) {
        this.cluster = cluster;
        this.request = request;
        this.hedgeThreads = hedgeThreads;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse response = run(cluster.begin(request.httpRequest(), this));
        return response != null
                ? response
                : Objects.requireNonNull(second, "nobody answers").await();
    }

    @Override
    public void abort() {
        aborted = true;
        breakOff();
        SecondLeg other = second;
        if (other != null) {
            other.breakOff();
        }
    }

    @Override
    public boolean hedge(Supplier<@Nullable Attempt<SyncTransport>> attempt) {
        SecondLeg leg = new SecondLeg(this, attempt);
        second = leg; // first, for whoever aborts
        try {
            hedgeThreads.execute(leg);
            return true;
        } catch (RejectedExecutionException noThread) {
            return false;
        }
    }

    @Override
    HttpExecuteRequest request() {
        return request;
    }

    @Override
    Optional<ContentStreamProvider> body() {
        return request.contentStreamProvider();
    }

    @Override
    boolean isAborted() {
        return aborted;
    }
}
