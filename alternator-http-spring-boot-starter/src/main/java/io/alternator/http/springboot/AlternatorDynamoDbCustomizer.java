package io.alternator.http.springboot;

import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;

/**
 * Changes the auto-configured DynamoDB clients, such as their retries or interceptors. Beans of this type are called in their order, once
 * for each client, after endpoint, region, credentials and HTTP client are set. They have no effect on clients that the application or
 * Spring Cloud AWS defines; for the latter, use its {@code DynamoDbClientCustomizer}.
 *
 * <pre>{@code
 * @Bean
 * AlternatorDynamoDbCustomizer retries() {
 *     return client -> client.overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD));
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AlternatorDynamoDbCustomizer {
    /** Changes the builder of the sync client or that of the async client. */
    void customize(DynamoDbBaseClientBuilder<?, ?> builder);
}
