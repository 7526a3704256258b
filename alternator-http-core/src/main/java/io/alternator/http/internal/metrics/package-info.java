/**
 * Micrometer meters from what the cluster tells. Nothing depends on this room, and only this room (and the configuration,
 * which hands on the registry) knows Micrometer.
 */
@NullMarked
package io.alternator.http.internal.metrics;

import org.jspecify.annotations.NullMarked;
