/** Shared by the jar's commands: child processes, the contenders and their SDK clients, callers. */
@NullMarked
package io.alternator.http.benchmarks.common;

import org.jspecify.annotations.NullMarked;
