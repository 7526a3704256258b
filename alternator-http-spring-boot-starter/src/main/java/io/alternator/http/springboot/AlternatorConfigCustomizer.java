package io.alternator.http.springboot;

import io.alternator.http.AlternatorConfig;

/**
 * Sets what properties cannot express, such as an {@link AlternatorConfig.Builder#addressTranslator address translator}. Beans of this
 * type are called in their order, once, after the properties were applied, so they may replace what these set. They have no effect if
 * the application defines its own {@link AlternatorConfig} bean.
 *
 * <pre>{@code
 * @Bean
 * AlternatorConfigCustomizer names() {
 *     return config -> config.name("orders").slowStart(Duration.ofSeconds(30));
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AlternatorConfigCustomizer {
    /** Changes the configuration that the properties gave. */
    void customize(AlternatorConfig.Builder config);
}
