/**
 * Decides what the outcome of a request or check means for a node, and when the node is checked.
 *
 * <ul>
 *   <li>{@link io.alternator.http.internal.health.Outcome}: each attempt is classified once; health, failover and metrics read
 *       this value
 *   <li>{@link io.alternator.http.internal.health.Health}: a node's health and its transitions, without side effects
 *   <li>{@link io.alternator.http.internal.health.NodeHealth}: stores the health; thread-safe and lock-free
 *   <li>{@link io.alternator.http.internal.health.CheckScheduler}: when a node is checked; works on the scheduler's thread
 * </ul>
 *
 * <p>Does not know which node gets the next request, nor the SDK's requests and responses.
 */
@NullMarked
package io.alternator.http.internal.health;

import org.jspecify.annotations.NullMarked;
