/**
 * Shared by the project's programs: running a command line, and a DynamoDB client of any kind. It knows neither the programs nor the
 * embedded cluster.
 */
@NullMarked
package io.alternator.http.support;

import org.jspecify.annotations.NullMarked;
