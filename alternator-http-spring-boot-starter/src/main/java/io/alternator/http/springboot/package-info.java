/**
 * Auto-configuration of balanced DynamoDB clients for Spring Boot 3.5 and 4. An application sees the properties {@code alternator.*}, the
 * two customizers and the beans of {@link io.alternator.http.springboot.AlternatorAutoConfiguration} and {@link
 * io.alternator.http.springboot.AlternatorDynamoDbAutoConfiguration}.
 *
 * <p>What differs between the versions of Spring Boot is in the two classes {@code …HealthAutoConfiguration} alone, of which one takes
 * effect. What needs Spring Cloud AWS is in {@code SpringCloudAwsAutoConfiguration} alone.
 */
@NullMarked
package io.alternator.http.springboot;

import org.jspecify.annotations.NullMarked;
