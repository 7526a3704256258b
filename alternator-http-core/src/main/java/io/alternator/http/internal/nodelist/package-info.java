/**
 * What a node's answer to {@code GET /localnodes} means, and which list is believed. {@link
 * io.alternator.http.internal.nodelist.ListConsensus} decides; it is told the time and knows no I/O.
 *
 * <p>Does not know whom to ask, nor when.
 */
@NullMarked
package io.alternator.http.internal.nodelist;

import org.jspecify.annotations.NullMarked;
