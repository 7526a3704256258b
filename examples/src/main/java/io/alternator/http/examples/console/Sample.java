package io.alternator.http.examples.console;

import java.time.Instant;
import java.util.List;

/**
 * What was seen at one moment.
 *
 * @param number counts samples from 1
 * @param rate requests per second that the application saw answered
 * @param requests of the same since the start
 * @param failures that the application saw since the start
 */
record Sample(long number, Instant at, double rate, long requests, long failures, List<NodeSample> nodes) {}
