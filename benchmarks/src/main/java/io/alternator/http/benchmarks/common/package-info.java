/** Shared by the jar's commands: command-line parsing, exit statuses, child processes and SDK clients. */
@NullMarked
package io.alternator.http.benchmarks.common;

import org.jspecify.annotations.NullMarked;
