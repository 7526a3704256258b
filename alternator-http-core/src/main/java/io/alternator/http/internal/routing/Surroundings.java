package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.ControlClient;
import io.alternator.http.internal.control.Transport;
import io.alternator.http.internal.discovery.Resolver;
import io.alternator.http.internal.health.HealthChecker;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a cluster gets from outside: clients, time, chance, threads, and who listens.
 *
 * @param blocking for work that may block, such as closing a client
 * @param random safe for concurrent use
 */
public record Surroundings<T extends Transport>(
        Transports<T> transports,
        ControlClient control,
        HealthChecker pulse,
        Resolver resolver,
        Scheduler scheduler,
        Executor blocking,
        Ticker ticker,
        InstantSource wallClock,
        RandomGenerator random,
        ClusterListener listener) {}
