/** Tests that run with Spring Boot 3.5 here and with Spring Boot 4 in the module {@code boot-4}, from the same class files. */
@NullMarked
package io.alternator.http.springboot;

import org.jspecify.annotations.NullMarked;
