package io.alternator.http.benchmarks.load;

/**
 * Cumulative counters of one contender's nodes together.
 *
 * @param requests DynamoDB requests read, without node list requests and probes
 * @param lastNodeRequests those of them read by the last node
 * @param bytes bytes read, of all requests
 * @param accepted connections accepted
 * @param open connections open now
 * @param cpuNanos CPU time of the whole server process, for all contenders
 */
record ServerCounters(long requests, long lastNodeRequests, long bytes, long accepted, long open, long cpuNanos) {}
