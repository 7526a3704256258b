package io.alternator.http.examples.console;

import java.time.Instant;
import java.util.List;

/**
 * Measurements at one moment.
 *
 * @param number sequence number, from 1
 * @param rate successful requests of the application per second
 * @param requests successful requests of the application since the start
 * @param failures failed requests of the application since the start
 */
record Sample(long number, Instant at, double rate, long requests, long failures, List<NodeSample> nodes) {}
