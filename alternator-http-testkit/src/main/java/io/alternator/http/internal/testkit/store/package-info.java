/**
 * Tables in memory that answer the common operations of DynamoDB's API; see {@link
 * io.alternator.http.internal.testkit.store.EmbeddedStore}. It decides what each operation does to the tables. It knows nothing
 * of HTTP, nodes, signatures and faults: JSON in, JSON out.
 */
@NullMarked
package io.alternator.http.internal.testkit.store;

import org.jspecify.annotations.NullMarked;
