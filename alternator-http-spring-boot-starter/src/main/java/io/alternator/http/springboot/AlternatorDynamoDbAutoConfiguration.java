package io.alternator.http.springboot;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB clients over the balanced HTTP clients, unless the application or Spring Cloud AWS has its own. They are made when they are
 * first injected. Region and credentials are those of the properties, else of the beans that Spring Cloud AWS or the application
 * defines, else {@code us-east-1} and the SDK's default chain.
 *
 * @see AlternatorAutoConfiguration
 * @since 0.1.0
 */
@AutoConfiguration(
        after = AlternatorAutoConfiguration.class,
        afterName = {
            "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration",
            "io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration",
            "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "alternator", name = "enabled", matchIfMissing = true)
public final class AlternatorDynamoDbAutoConfiguration {

    /** Endpoint, region and credentials; invalid properties end the start here. */
    @Bean
    DynamoDbSettings alternatorDynamoDbSettings(AlternatorConfig config, AlternatorProperties properties) {
        return DynamoDbSettings.of(config, properties);
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    @ConditionalOnBean(AlternatorHttpClient.class)
    DynamoDbClient alternatorDynamoDbClient(
            AlternatorHttpClient http,
            DynamoDbSettings settings,
            ObjectProvider<AwsRegionProvider> regions,
            ObjectProvider<AwsCredentialsProvider> credentials,
            ObjectProvider<AlternatorDynamoDbCustomizer> customizers) {
        return configure(DynamoDbClient.builder().httpClient(http), settings, regions, credentials, customizers)
                .build();
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    @ConditionalOnBean(AlternatorAsyncHttpClient.class)
    DynamoDbAsyncClient alternatorDynamoDbAsyncClient(
            AlternatorAsyncHttpClient http,
            DynamoDbSettings settings,
            ObjectProvider<AwsRegionProvider> regions,
            ObjectProvider<AwsCredentialsProvider> credentials,
            ObjectProvider<AlternatorDynamoDbCustomizer> customizers) {
        return configure(DynamoDbAsyncClient.builder().httpClient(http), settings, regions, credentials, customizers)
                .build();
    }

    private static <B extends DynamoDbBaseClientBuilder<B, ?>> B configure(
            B builder,
            DynamoDbSettings settings,
            ObjectProvider<AwsRegionProvider> regions,
            ObjectProvider<AwsCredentialsProvider> credentials,
            ObjectProvider<AlternatorDynamoDbCustomizer> customizers) {
        settings.applyTo(builder, regions::getIfUnique, credentials::getIfAvailable);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder;
    }
}
