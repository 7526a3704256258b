/**
 * An Alternator cluster in one process, for tests: real sockets, {@code /localnodes}, {@code GET /}, faults per node, and
 * either canned replies or real data in an embedded DynamoDB Local. Start at {@link
 * io.alternator.http.testkit.AlternatorTestCluster}, or in JUnit 5 at {@link
 * io.alternator.http.testkit.AlternatorClusterExtension}.
 */
@NullMarked
package io.alternator.http.testkit;

import org.jspecify.annotations.NullMarked;
