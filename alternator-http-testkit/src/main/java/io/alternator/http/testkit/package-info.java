/**
 * An Alternator cluster in one process, for tests: real sockets, {@code /localnodes}, {@code GET /}, faults per node, and
 * either canned replies or data: in an embedded store, or in any server with DynamoDB's API. Start at {@link
 * io.alternator.http.testkit.AlternatorTestCluster}, or in JUnit 5 at {@link
 * io.alternator.http.testkit.AlternatorClusterExtension}.
 */
@NullMarked
package io.alternator.http.testkit;

import org.jspecify.annotations.NullMarked;
