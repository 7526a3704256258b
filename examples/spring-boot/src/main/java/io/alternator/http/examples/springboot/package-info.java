/** A Spring Boot application on Alternator, by the starter: it has no configuration but {@code application.yml}. */
@NullMarked
package io.alternator.http.examples.springboot;

import org.jspecify.annotations.NullMarked;
