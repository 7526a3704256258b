/**
 * Values that other packages share: what identifies a node, and which part of the cluster is in use.
 *
 * <p>Does not know time, I/O, or a node's state.
 */
@NullMarked
package io.alternator.http.internal.node;

import org.jspecify.annotations.NullMarked;
