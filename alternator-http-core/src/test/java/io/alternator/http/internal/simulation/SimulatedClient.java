package io.alternator.http.internal.simulation;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.call.Attempt;
import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.client.ClusterFactory;
import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.hedging.HedgeResult;
import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.TestIdentity;
import io.alternator.http.internal.testing.TestListener;
import io.alternator.http.internal.transport.Transports;
import io.alternator.http.internal.transport.WrappedClients;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The client of one application: the real core, and the retry tokens that its callers share. */
final class SimulatedClient implements AutoCloseable {
    private static final Resolver NO_DNS =
            (host, limit) -> CompletableFuture.failedFuture(new UnknownHostException(host));

    private final SimulatedCluster network;
    private final Cluster cluster;
    private final Recording recording;
    private final RetryTokens tokens = new RetryTokens();
    private final int[] inFlight;
    private final int[] maxInFlight;

    SimulatedClient(
            SimulatedCluster network, AlternatorConfig config, FakeClock clock, Random random, Recording recording) {
        this.network = network;
        this.recording = recording;
        this.inFlight = new int[1 + network.size()];
        this.maxInFlight = new int[1 + network.size()];
        ClusterFactory factory = new ClusterFactory(
                transports(config.strategy(), () -> new SimulatedTransport(network)),
                NO_DNS,
                clock,
                clock::execute,
                clock,
                clock,
                random);
        this.cluster = factory.create(config, TestIdentity.ORDERS, new TestListener() {
            @Override
            public void hedgeEnded(HedgeResult result) {
                recording.hedged(result);
            }
        });
    }

    private static Transports transports(RoutingStrategy strategy, Supplier<SimulatedTransport> factory) {
        return switch (strategy) {
            case PER_REQUEST -> WrappedClients.shared(factory, Optional.empty(), Runnable::run);
            case PER_CONNECTION -> WrappedClients.perNode(factory, Optional.empty(), Runnable::run);
        };
    }

    /** How many nodes are in this state. */
    long count(NodeState state) {
        return cluster.nodes().stream().filter(node -> node.state() == state).count();
    }

    RetryTokens tokens() {
        return tokens;
    }

    Call newCall(SdkHttpRequest request, HedgeExecutor hedges) {
        return cluster.newCall(request, hedges);
    }

    /** Sends the request of an attempt to its node. */
    Exchange send(Attempt attempt, double cost, Exchange.Listener caller) {
        int number = network.number(attempt.request().host());
        recording.sent(number);
        inFlight[number]++;
        maxInFlight[number] = Math.max(maxInFlight[number], inFlight[number]);
        Exchange exchange = new Exchange(() -> inFlight[number]--, caller);
        exchange.begin(network.node(number), cost);
        return exchange;
    }

    @Override
    public void close() {
        cluster.close();
        int connections = 0;
        for (int max : maxInFlight) {
            connections += max;
        }
        recording.connections(connections);
    }
}
