/**
 * What an outcome is, and what it does to a node. {@link io.alternator.http.internal.health.Outcome} is classified once
 * and read by health, failover and metrics; {@link io.alternator.http.internal.health.Health} is a pure transition;
 * {@link io.alternator.http.internal.health.NodeHealth} stores its state and is written from any thread without a lock;
 * {@link io.alternator.http.internal.health.CheckScheduler} lives on the scheduler's thread.
 */
@NullMarked
package io.alternator.http.internal.health;

import org.jspecify.annotations.NullMarked;
