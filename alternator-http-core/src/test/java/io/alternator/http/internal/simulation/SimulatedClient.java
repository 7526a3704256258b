package io.alternator.http.internal.simulation;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.routing.Attempt;
import io.alternator.http.internal.routing.Cluster;
import io.alternator.http.internal.routing.ClusterListener;
import io.alternator.http.internal.routing.HedgeResult;
import io.alternator.http.internal.routing.HedgeSender;
import io.alternator.http.internal.routing.Surroundings;
import io.alternator.http.internal.routing.Transports;
import io.alternator.http.internal.testing.FakeClock;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One application's client: the real core, with the retry tokens that its callers share. */
final class SimulatedClient implements AutoCloseable {
    private static final Resolver NO_NAMES =
            (host, limit) -> CompletableFuture.failedFuture(new UnknownHostException(host));

    private final SimulatedCluster network;
    private final Cluster<SimulatedTransport> cluster;
    private final Recording recording;
    private final RetryTokens tokens = new RetryTokens();
    private final int[] atOnce;
    private final int[] mostAtOnce;

    SimulatedClient(
            SimulatedCluster network, AlternatorConfig config, FakeClock clock, Random random, Recording recording) {
        this.network = network;
        this.recording = recording;
        this.atOnce = new int[network.size()];
        this.mostAtOnce = new int[network.size()];
        ControlClient control = new ControlClient(new SimulatedTransport(network), clock);
        this.cluster = new Cluster<>(
                config,
                new Surroundings<>(
                        transports(config.strategy(), () -> new SimulatedTransport(network)),
                        control,
                        new HealthChecker(control, Optional.empty()),
                        NO_NAMES,
                        clock,
                        clock::execute,
                        clock,
                        clock,
                        random,
                        new ClusterListener() {
                            @Override
                            public void hedged(HedgeResult result) {
                                recording.hedged(result);
                            }
                        }));
    }

    private static Transports<SimulatedTransport> transports(
            RoutingStrategy strategy, Supplier<SimulatedTransport> factory) {
        return switch (strategy) {
            case PER_REQUEST -> Transports.shared(factory);
            case PER_CONNECTION -> Transports.perNode(factory);
        };
    }

    RetryTokens tokens() {
        return tokens;
    }

    Attempt<SimulatedTransport> begin(SdkHttpRequest request, HedgeSender<SimulatedTransport> hedger) {
        return cluster.begin(request, hedger);
    }

    /** Puts an attempt's request on the wire. */
    Exchange send(Attempt<SimulatedTransport> attempt, double cost, Exchange.Listener caller) {
        int number = network.number(attempt.request().host());
        recording.sent(number);
        int node = number - 1;
        atOnce[node]++;
        mostAtOnce[node] = Math.max(mostAtOnce[node], atOnce[node]);
        Exchange exchange = new Exchange(() -> atOnce[node]--, caller);
        exchange.begin(network.node(number), cost);
        return exchange;
    }

    @Override
    public void close() {
        cluster.close();
        int connections = 0;
        for (int most : mostAtOnce) {
            connections += most;
        }
        recording.connections(connections);
    }
}
