/** Shared by the jar's commands: child processes, SDK clients, callers, tables. */
@NullMarked
package io.alternator.http.benchmarks.common;

import org.jspecify.annotations.NullMarked;
