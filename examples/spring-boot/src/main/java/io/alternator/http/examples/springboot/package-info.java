/** A Spring Boot application on Alternator. Copy the classes {@code Alternator…}; the others make the example runnable. */
@NullMarked
package io.alternator.http.examples.springboot;

import org.jspecify.annotations.NullMarked;
