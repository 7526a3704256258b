package io.alternator.http.springboot;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Application contexts with the starter alone, without a web server and without Actuator. */
final class Starter {
    private Starter() {}

    static ApplicationContextRunner context(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AlternatorAutoConfiguration.class,
                        AlternatorDynamoDbAutoConfiguration.class,
                        SpringCloudAwsAutoConfiguration.class))
                .withPropertyValues(properties);
    }
}
