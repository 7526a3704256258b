package io.alternator.http.springboot;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * The client's configuration, from the properties {@code alternator.*}, and the balanced HTTP clients.
 *
 * <p>Beans of the same types that the application defines replace these. The HTTP clients are made when they are first injected, so
 * that an application that uses one of them has no threads and no connections of the other. They wrap the bean of an HTTP client's
 * builder, else the SDK's HTTP client that is on the class path. For injection by {@code SdkHttpClient} they step back behind other
 * beans of that type.
 *
 * <pre>{@code
 * # application.properties
 * alternator.seeds=10.0.0.1,10.0.0.2
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnProperty(prefix = "alternator", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(AlternatorProperties.class)
public final class AlternatorAutoConfiguration {

    /** The configuration; invalid properties end the start here, with an analysis of the failure. */
    @Bean
    @ConditionalOnMissingBean
    AlternatorConfig alternatorConfig(
            AlternatorProperties properties,
            Environment environment,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<AlternatorConfigCustomizer> customizers) {
        ConfigAssembly assembly = new ConfigAssembly(properties, environment.getProperty("spring.application.name"));
        registry.ifUnique(assembly::meterRegistry);
        return assembly.build(customizers.orderedStream());
    }

    @Bean
    @Lazy
    @Fallback
    @ConditionalOnMissingBean
    @Conditional(OnHttpClient.Sync.class)
    AlternatorHttpClient alternatorHttpClient(
            AlternatorConfig config, ObjectProvider<SdkHttpClient.Builder<?>> builder, ConfigurableBeanFactory beans) {
        return AlternatorHttpClient.wrap(
                builder.getIfAvailable(() -> HttpClients.newSyncBuilder(beans.getBeanClassLoader())), config);
    }

    @Bean
    @Lazy
    @Fallback
    @ConditionalOnMissingBean
    @Conditional(OnHttpClient.Async.class)
    AlternatorAsyncHttpClient alternatorAsyncHttpClient(
            AlternatorConfig config,
            ObjectProvider<SdkAsyncHttpClient.Builder<?>> builder,
            ConfigurableBeanFactory beans) {
        AlternatorConfig async = config.name()
                .map(name -> config.toBuilder().name(name + "-async").build())
                .orElse(config);
        return AlternatorAsyncHttpClient.wrapAsync(
                builder.getIfAvailable(() -> HttpClients.newAsyncBuilder(beans.getBeanClassLoader())), async);
    }
}
