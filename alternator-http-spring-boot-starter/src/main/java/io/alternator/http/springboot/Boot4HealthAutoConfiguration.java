package io.alternator.http.springboot;

import io.alternator.http.AlternatorConfig;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * The clients' health at Spring Boot 4's health endpoint, as {@code alternator}. Do not use it as a liveness probe: restarting the
 * process does not repair the cluster.
 *
 * @see AlternatorAutoConfiguration
 * @since 0.1.0
 */
@AutoConfiguration(after = AlternatorAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("alternator")
@ConditionalOnBean(AlternatorConfig.class)
public final class Boot4HealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "alternatorHealthIndicator")
    HealthIndicator alternatorHealthIndicator(ConfigurableListableBeanFactory beans) {
        ClientsHealth clients = new ClientsHealth(beans);
        return () -> {
            ClientsHealth.Report report = clients.report();
            return Health.status(report.status().name())
                    .withDetails(report.details())
                    .build();
        };
    }
}
