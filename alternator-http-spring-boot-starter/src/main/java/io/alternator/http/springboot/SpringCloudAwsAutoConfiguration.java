package io.alternator.http.springboot;

import io.alternator.http.sync.AlternatorHttpClient;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Has Spring Cloud AWS's DynamoDB client use the balanced HTTP client. Region and credentials stay Spring Cloud AWS's unless properties
 * {@code alternator.*} set them; the seeds replace its endpoint. Customizers of the application come later and may replace all of it.
 *
 * @see AlternatorAutoConfiguration
 * @since 0.1.0
 */
@AutoConfiguration(after = AlternatorDynamoDbAutoConfiguration.class)
@ConditionalOnClass(DynamoDbClientCustomizer.class)
@ConditionalOnBean({AlternatorHttpClient.class, DynamoDbSettings.class})
public final class SpringCloudAwsAutoConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DynamoDbClientCustomizer alternatorDynamoDbClientCustomizer(
            ObjectProvider<AlternatorHttpClient> http, DynamoDbSettings settings) {
        return builder -> {
            settings.overrideIn(builder);
            builder.httpClientBuilder(null).httpClient(http.getObject()); // the SDK refuses both at once
        };
    }
}
