package io.alternator.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One node as the client sees it at one moment: an immutable snapshot for operators and health endpoints.
 *
 * <pre>{@code
 * http.nodes().stream()
 *         .filter(node -> node.state() != NodeState.UP)
 *         .forEach(node -> System.out.println(node.address() + " " + node.state() + ": " + node.why()));
 * }</pre>
 *
 * @param address as the cluster lists it
 * @param state of the node
 * @param inFlight requests sent to it whose response has not ended
 * @param leases connections to it, in use and idle, in {@link RoutingStrategy#PER_CONNECTION}; always 0 in
 *     {@link RoutingStrategy#PER_REQUEST}, where only the wrapped client's pool knows
 * @param latency recent time from request to response headers: a moving average that follows a lasting rise at once and decays
 *     slowly; zero before the first response. In whole milliseconds, at least one; the meter {@code alternator.client.node.latency} has
 *     the exact time
 * @param weight the fraction of its fair share of the requests that the node gets, from 0.02 to 1; below 1 in slow start, when
 *     throttled or while requests fail; 0 unless {@code state} is {@link NodeState#UP}
 * @param since when the node entered {@code state}, to the millisecond
 * @param why the reason for {@code state}, for people; of a node that is {@link NodeState#DOWN}, what a probe or a request last found
 * @param scope the most preferred of the client's scopes that lists the node, for people, such as {@code rack r1 of data center dc1};
 *     empty if none lists it
 * @param lastCheck the last probe of the node that ended; empty before the first. A node that is {@link NodeState#UP} is probed only
 *     if a request gives reason to
 * @param nextCheck when the node is probed next, at the latest; empty if that is not due, or a probe is in progress
 * @since 0.1.0
 */
public record NodeStatus(
        NodeAddress address,
        NodeState state,
        int inFlight,
        int leases,
        Duration latency,
        double weight,
        Instant since,
        String why,
        String scope,
        Optional<NodeCheck> lastCheck,
        Optional<Instant> nextCheck) {}
