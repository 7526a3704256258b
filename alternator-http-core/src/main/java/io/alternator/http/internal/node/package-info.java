/** What a node is and which nodes are asked for. Knows nothing of time or I/O. */
@NullMarked
package io.alternator.http.internal.node;

import org.jspecify.annotations.NullMarked;
