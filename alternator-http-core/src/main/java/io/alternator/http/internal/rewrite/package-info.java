/**
 * The request as it goes to a node, and what its response tells besides its status. Rewriting changes nothing that is signed.
 *
 * <p>Does not know which node is chosen, nor what an outcome does to it.
 */
@NullMarked
package io.alternator.http.internal.rewrite;

import org.jspecify.annotations.NullMarked;
