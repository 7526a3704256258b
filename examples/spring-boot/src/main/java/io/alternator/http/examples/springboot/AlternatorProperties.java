package io.alternator.http.examples.springboot;

import io.alternator.http.RoutingScope;
import io.alternator.http.RoutingStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The cluster's settings in {@code application.yml}. Further settings of {@link io.alternator.http.AlternatorConfig.Builder}
 * can be added the same way. The builder rejects invalid values when the application starts.
 *
 * @param seeds nodes that are asked for the node list
 * @param domain host name that requests are signed for; by default the first seed
 * @param datacenter data center whose nodes are used; by default that of the node that answers
 * @param rack rack of that data center whose nodes are preferred; needs {@code datacenter}
 * @param strategy whether a node is picked per request or per connection
 */
@ConfigurationProperties("alternator")
record AlternatorProperties(
        List<String> seeds,
        @Nullable String domain,
        @Nullable String datacenter,
        @Nullable String rack,
        @DefaultValue("per-request") RoutingStrategy strategy,
        String accessKey,
        String secretKey) {
    AlternatorProperties {
        if (rack != null && datacenter == null) {
            throw new IllegalArgumentException(
                    "alternator.rack: '" + rack + "' needs a data center; set alternator.datacenter");
        }
    }

    /** The part of the cluster to use. */
    RoutingScope scope() {
        if (datacenter == null) {
            return RoutingScope.local();
        }
        return rack == null ? RoutingScope.datacenter(datacenter) : RoutingScope.rack(datacenter, rack);
    }
}
