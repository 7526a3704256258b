package io.alternator.http.springboot;

import io.alternator.http.KeyAffinity;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code alternator.*}. Except for those that begin and end the list, each is a setting of {@link
 * io.alternator.http.AlternatorConfig.Builder} of the same name, which checks it. The descriptions become those of the configuration
 * metadata.
 *
 * @param enabled Whether the starter configures anything.
 * @param seeds Nodes that are asked for the first node list, as host, host:port or URI. Name several. By default the endpoint
 *     that Spring Cloud AWS's client has.
 * @param scheme Scheme of all nodes, http or https. By default that of the seeds' URIs, else http.
 * @param port Port of the nodes that the cluster lists, and of seeds without one. By default that of the seeds, else 8000, or 8043 with https.
 * @param domain Logical host name that requests are signed for and carry as Host; never resolved. By default the first seed.
 * @param scope Part of the cluster that is used: local, cluster, datacenter:dc1, rack:dc1/r1, or several in the order of preference, separated by
 *     commas.
 * @param scopeStrict Whether a rack is used without the fallback to its data center.
 * @param strategy When a node is picked: per-request, or per-connection, with a pool for each node.
 * @param policy How the next node is picked.
 * @param discoveryInterval Time between two fetches of the node list while there are requests.
 * @param discoveryIdleInterval Time between two fetches of the node list while there are no requests.
 * @param discoveryTimeout Time limit of one fetch of the node list.
 * @param consecutiveFailures Failed requests in a row after which a node is down; a failed connect needs one.
 * @param stallTime Silence of a node that owes responses, after which it is probed.
 * @param probeTimeout Time limit of one probe of a node.
 * @param ejectionTime Time from a node's ejection to its first probe, doubled for each recent earlier ejection.
 * @param maxEjectionTime Upper limit of the ejection time after doubling.
 * @param slowStart Time after which a node that has come back gets its full share of the requests.
 * @param maxInFlightPerNode Requests in flight at which other nodes are preferred to a node. By default it follows from the connection pool.
 * @param subsetSize How many of the cluster's nodes this client uses, 2 or more. By default all.
 * @param warmStart Whether a connection to each node is opened as soon as the first node list is known.
 * @param connectionMaxIdleTime How long a connection may be idle and still be reused with the strategy per-connection.
 * @param hedging Whether a slow read is also sent to a second node.
 * @param retryStalledWrites Whether a write that hangs on a silent node is cancelled, so that the SDK retries it on another node.
 * @param keyAffinity Which writes go to the node of their partition key.
 * @param responseCompression Whether nodes are asked to compress their responses.
 * @param trimHeaders Whether headers that Alternator does not need are left out.
 * @param trimUserAgent Whether only the first product of the SDK's User-Agent is sent.
 * @param userAgent User-Agent in place of the SDK's, for which {sdk} stands. By default the SDK's alone.
 * @param name Value of the meters' client tag; the async client's has -async appended. By default spring.application.name.
 * @param requestHistogram Whether the requests timer publishes histogram buckets.
 * @param requestSlos Service level objectives; the requests timer publishes one bucket for each. By default none.
 * @param operationTag Whether the requests timer has an operation tag, such as GetItem.
 * @param maxNodeTags Number of nodes with their own tag value; all further nodes share one.
 * @param meterGrace How long meters stay after their node has left or their client was closed.
 * @param region Region that requests are signed for; Alternator does not look at it. By default Spring Cloud AWS's, else us-east-1.
 * @param accessKey Access key of the auto-configured clients: the role's name. By default Spring Cloud AWS's credentials, else the SDK's
 *     default chain.
 * @param secretKey Secret key that belongs to the access key: the role's salted hash. By default as the access key.
 * @param anonymous Whether requests are sent without credentials and signature, for clusters that do not check them.
 */
@ConfigurationProperties("alternator")
record AlternatorProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> seeds,
        @Nullable String scheme,
        @Nullable Integer port,
        @Nullable String domain,
        @DefaultValue("local") String scope,
        @DefaultValue("false") boolean scopeStrict,
        @DefaultValue("per-request") RoutingStrategy strategy,
        @DefaultValue("adaptive") Policy policy,
        @DefaultValue("5s") Duration discoveryInterval,
        @DefaultValue("60s") Duration discoveryIdleInterval,
        @DefaultValue("2s") Duration discoveryTimeout,
        @DefaultValue("5") int consecutiveFailures,
        @DefaultValue("500ms") Duration stallTime,
        @DefaultValue("1s") Duration probeTimeout,
        @DefaultValue("1s") Duration ejectionTime,
        @DefaultValue("60s") Duration maxEjectionTime,
        @DefaultValue("10s") Duration slowStart,
        @Nullable Integer maxInFlightPerNode,
        @Nullable Integer subsetSize,
        @DefaultValue("false") boolean warmStart,
        @DefaultValue("60s") Duration connectionMaxIdleTime,
        @DefaultValue("false") boolean hedging,
        @DefaultValue("false") boolean retryStalledWrites,
        @DefaultValue Affinity keyAffinity,
        @DefaultValue("false") boolean responseCompression,
        @DefaultValue("false") boolean trimHeaders,
        @DefaultValue("false") boolean trimUserAgent,
        @Nullable String userAgent,
        @Nullable String name,
        @DefaultValue("false") boolean requestHistogram,
        @DefaultValue List<Duration> requestSlos,
        @DefaultValue("false") boolean operationTag,
        @DefaultValue("256") int maxNodeTags,
        @DefaultValue("90s") Duration meterGrace,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("false") boolean anonymous) {

    /**
     * Key affinity.
     *
     * @param mode Which writes go to the node of their partition key: none, read-modify-write or any-write.
     * @param partitionKeys Names of partition keys by table. By default they are learned from the requests.
     */
    record Affinity(
            @DefaultValue("none") Mode mode, @DefaultValue Map<String, String> partitionKeys) {

        /** Which writes go to the node of their partition key. */
        enum Mode {
            /** None. */
            NONE,
            /** See {@link KeyAffinity#readModifyWrite}. */
            READ_MODIFY_WRITE,
            /** See {@link KeyAffinity#anyWrite}. */
            ANY_WRITE
        }
    }

    /** How the next node is picked. */
    enum Policy {
        /** See {@link LoadBalancingPolicy#adaptive}. */
        ADAPTIVE,
        /** See {@link LoadBalancingPolicy#roundRobin}. */
        ROUND_ROBIN,
        /** See {@link LoadBalancingPolicy#random}. */
        RANDOM,
        /** See {@link LoadBalancingPolicy#leastLoaded}. */
        LEAST_LOADED;

        LoadBalancingPolicy policy() {
            return switch (this) {
                case ADAPTIVE -> LoadBalancingPolicy.adaptive();
                case ROUND_ROBIN -> LoadBalancingPolicy.roundRobin();
                case RANDOM -> LoadBalancingPolicy.random();
                case LEAST_LOADED -> LoadBalancingPolicy.leastLoaded();
            };
        }
    }
}
