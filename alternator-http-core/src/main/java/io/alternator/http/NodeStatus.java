package io.alternator.http;

import java.time.Duration;
import java.time.Instant;

/**
 * One node as the client sees it at one moment; a snapshot, for operators and health endpoints.
 *
 * @param address as the cluster lists it
 * @param state what the client thinks of it
 * @param inFlight requests sent to it whose response has not ended
 * @param leases connections held for it, in use and idle; 0 in {@link RoutingStrategy#PER_REQUEST}, where the wrapped
 *     client's pool alone knows
 * @param latency recent time from request to response headers, weighted towards peaks that
 *     last; zero before the first response
 * @param since when the state was entered
 * @param why the reason of the last change of state, in words
 */
public record NodeStatus(
        NodeAddress address, NodeState state, int inFlight, int leases, Duration latency, Instant since, String why) {}
