package io.alternator.http.examples.springboot;

import io.alternator.http.RoutingStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yml} says of the cluster; more of {@link io.alternator.http.AlternatorConfig.Builder} is added the
 * same way. Wrong values are refused by that, when the application starts.
 *
 * @param seeds where the nodes are asked for
 * @param domain the name that is signed; by default the first seed
 * @param datacenter whose nodes are used; by default that of the node that is asked
 * @param strategy when a node is picked
 */
@ConfigurationProperties("alternator")
record AlternatorProperties(
        List<String> seeds,
        @Nullable String domain,
        @Nullable String datacenter,
        @DefaultValue("per-request") RoutingStrategy strategy,
        String accessKey,
        String secretKey) {}
