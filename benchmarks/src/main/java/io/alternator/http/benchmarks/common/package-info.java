/** What the jar's commands have in common: arguments, exit statuses, processes, and the SDK's clients. */
@NullMarked
package io.alternator.http.benchmarks.common;

import org.jspecify.annotations.NullMarked;
