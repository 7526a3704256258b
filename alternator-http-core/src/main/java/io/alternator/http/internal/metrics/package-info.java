/**
 * Micrometer meters, fed by the cluster's events. Decides which meters exist, their tags, and when they are removed.
 *
 * <p>No other package depends on this one, except the composition in {@code runtime}. No other package knows Micrometer,
 * except the configuration, which passes the registry on. Nothing here influences routing.
 */
@NullMarked
package io.alternator.http.internal.metrics;

import org.jspecify.annotations.NullMarked;
