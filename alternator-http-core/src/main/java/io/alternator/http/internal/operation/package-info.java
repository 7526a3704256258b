/**
 * The operations of DynamoDB's API: decides which of them only read, and which one a request is for. {@link
 * io.alternator.http.internal.operation.Operations} is the table. {@link io.alternator.http.internal.operation.RequestBody} is how
 * a shell shows a request's body to those who look into it.
 *
 * <p>Does not know what follows from it: hedging and cancelling.
 */
@NullMarked
package io.alternator.http.internal.operation;

import org.jspecify.annotations.NullMarked;
