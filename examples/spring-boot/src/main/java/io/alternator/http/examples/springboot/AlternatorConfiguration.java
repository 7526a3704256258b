package io.alternator.http.examples.springboot;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.sync.AlternatorHttpClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Beans of the balanced client. Spring closes both clients, the DynamoDB client first. */
@Configuration(proxyBeanMethods = false)
class AlternatorConfiguration {

    /**
     * The client's configuration, with meters in Boot's registry under the application's name.
     *
     * @param translator optional; needed if nodes are reached at other addresses than the listed ones
     */
    @Bean
    AlternatorConfig alternatorConfig(
            AlternatorProperties properties,
            MeterRegistry registry,
            @Value("${spring.application.name}") String application,
            ObjectProvider<UnaryOperator<NodeAddress>> translator) {
        AlternatorConfig.Builder config = AlternatorConfig.builder()
                .seeds(properties.seeds())
                .scope(properties.scope())
                .strategy(properties.strategy())
                .name(application)
                .meterRegistry(registry);
        PropertyMapper map = PropertyMapper.get().alwaysApplyingWhenNonNull();
        map.from(properties::domain).to(config::domain);
        translator.ifAvailable(config::addressTranslator);
        return config.build();
    }

    @Bean
    AlternatorHttpClient alternatorHttpClient(AlternatorConfig config) {
        return AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config);
    }

    @Bean
    DynamoDbClient dynamoDbClient(AlternatorConfig config, AlternatorHttpClient http, AlternatorProperties properties) {
        return DynamoDbClient.builder()
                .endpointOverride(config.endpoint())
                .httpClient(http)
                .region(Region.US_EAST_1) // part of the signature, otherwise unused
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())))
                .build();
    }

    /** Appears as {@code alternator}, derived from the bean's name. */
    @Bean
    HealthIndicator alternatorHealthIndicator(AlternatorHttpClient http) {
        return new AlternatorHealth(http);
    }
}
