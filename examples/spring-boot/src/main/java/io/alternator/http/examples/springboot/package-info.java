/** A Spring Boot application on Alternator. What to copy is {@code Alternator…}; the rest is there to have something to run. */
@NullMarked
package io.alternator.http.examples.springboot;

import org.jspecify.annotations.NullMarked;
