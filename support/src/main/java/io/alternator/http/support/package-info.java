/**
 * Shared by the project's programs and contract suites: running a command line, a JVM of its own, a DynamoDB client of any kind, and
 * callers that keep requests in flight. It knows neither the programs nor the embedded cluster.
 */
@NullMarked
package io.alternator.http.support;

import org.jspecify.annotations.NullMarked;
