package io.alternator.http;

import io.alternator.http.internal.settings.Checks;
import io.alternator.http.internal.settings.LogText;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of a balanced client: where the cluster is, how nodes are chosen, and when a node counts as down. Every
 * setting has a default; without {@linkplain Builder#seeds seeds}, the cluster is where the SDK client's requests go.
 *
 * <pre>{@code
 * AlternatorConfig config = AlternatorConfig.builder()
 *         .seeds("10.0.0.1", "10.0.0.2")
 *         .domain("dog.scylla.com")
 *         .strategy(RoutingStrategy.PER_CONNECTION)
 *         .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe. Several clients may share one configuration; each has its own node list, its own
 * {@linkplain LoadBalancingPolicy.Picker picker} and its own meters.
 *
 * @since 0.1.0
 */
public final class AlternatorConfig {
    private final Settings settings;
    private final Optional<Seeds> seeds;
    private final DiscoverySettings discovery;
    private final HealthSettings health;
    private final MetricsSettings metrics;
    private final Optional<MeterRegistry> meterRegistry;

    private AlternatorConfig(Settings settings, Optional<MeterRegistry> meterRegistry) {
        this.settings = settings;
        this.seeds = Seeds.parse(settings);
        this.discovery = settings.discovery();
        this.health = settings.health();
        this.metrics = settings.metrics();
        this.meterRegistry = meterRegistry;
        if (settings.keepEndpointName) {
            EndpointName.check(settings.strategy, seeds.map(Seeds::logicalAddress));
        }
    }

    /** Returns a builder with every setting at its default. */
    public static Builder builder() {
        return new Builder(new Settings(), Optional.empty());
    }

    /** Returns a builder with the settings of this configuration. Later changes to it do not affect this configuration. */
    public Builder toBuilder() {
        return new Builder(settings.copy(), meterRegistry);
    }

    /**
     * The URI for the SDK client's {@code endpointOverride}: the {@linkplain Builder#domain domain} if one is set, else the
     * first seed. Requests are signed for this host and carry it in the {@code Host} header, whichever node they go to.
     *
     * @throws IllegalStateException if there are no seeds
     */
    public URI endpoint() {
        return URI.create(scheme() + "://" + logicalAddress());
    }

    /**
     * {@code http} or {@code https}; the same for every node.
     *
     * @throws IllegalStateException if there are no seeds
     */
    public String scheme() {
        return requireSeeds().scheme();
    }

    /** The addresses from which the node list is first fetched; if empty, the endpoint of the first request. */
    public List<NodeAddress> seeds() {
        return seeds.map(Seeds::addresses).orElse(List.of());
    }

    /**
     * The port of the nodes that the cluster lists.
     *
     * @throws IllegalStateException if there are no seeds
     */
    public int port() {
        return requireSeeds().nodePort();
    }

    /**
     * The host and port of {@link #endpoint()}.
     *
     * @throws IllegalStateException if there are no seeds
     */
    public NodeAddress logicalAddress() {
        return requireSeeds().logicalAddress();
    }

    /** Which part of the cluster is used, and what instead while none of its nodes is UP. */
    public RoutingScope scope() {
        return settings.scope;
    }

    /** When a node is chosen: per request or per connection. */
    public RoutingStrategy strategy() {
        return settings.strategy;
    }

    /** How the next node is chosen. */
    public LoadBalancingPolicy policy() {
        return settings.policy;
    }

    /** Maps listed addresses to those to connect to; see {@link Builder#addressTranslator}. */
    public UnaryOperator<NodeAddress> addressTranslator() {
        return settings.addressTranslator;
    }

    /** Which listed addresses are used, if not those of the default rule; see {@link Builder#nodeFilter}. */
    public Optional<Predicate<NodeAddress>> nodeFilter() {
        return settings.nodeFilter;
    }

    /** How often the node list is fetched. */
    public DiscoverySettings discovery() {
        return discovery;
    }

    /** When a node counts as down, and how it comes back. */
    public HealthSettings health() {
        return health;
    }

    /** The requests in flight at which a node counts as full; if empty, it follows from the pool. See {@link Builder#maxInFlightPerNode}. */
    public OptionalInt maxInFlightPerNode() {
        return settings.maxInFlightPerNode;
    }

    /** How many of the cluster's nodes this client uses; if empty, all. */
    public OptionalInt subsetSize() {
        return settings.subsetSize;
    }

    /** True if a connection to each node is opened as soon as the first list is known. */
    public boolean warmStart() {
        return settings.warmStart;
    }

    /** True if only the first product of the SDK's {@code User-Agent} is sent. */
    public boolean trimUserAgent() {
        return settings.trimUserAgent;
    }

    /** The {@code User-Agent} to send in place of the SDK's; see {@link Builder#userAgent}. */
    public Optional<String> userAgent() {
        return settings.userAgent;
    }

    /** True if headers are left out that Alternator does not need; see {@link Builder#trimHeaders}. */
    public boolean trimHeaders() {
        return settings.trimHeaders;
    }

    /** True if nodes are asked to compress their responses; see {@link Builder#responseCompression}. */
    public boolean responseCompression() {
        return settings.responseCompression;
    }

    /** True if requests keep the endpoint's host name; see {@link Builder#keepEndpointName}. */
    public boolean keepEndpointName() {
        return settings.keepEndpointName;
    }

    /** True if slow reads are also sent to a second node; see {@link Builder#hedging}. */
    public boolean hedging() {
        return settings.hedging;
    }

    /** True if writes that hang on a silent node are cancelled; see {@link Builder#retryStalledWrites}. */
    public boolean retryStalledWrites() {
        return settings.retryStalledWrites;
    }

    /** Which writes go to the node of their partition key; empty if none does. */
    public Optional<KeyAffinity> keyAffinity() {
        return settings.keyAffinity;
    }

    /** How long a connection may be idle and still be reused in {@link RoutingStrategy#PER_CONNECTION}. */
    public Duration connectionMaxIdleTime() {
        return settings.connectionMaxIdleTime;
    }

    /** The value of the meters' {@code client} tag; if empty, one is generated. */
    public Optional<String> name() {
        return settings.name;
    }

    /** Which meters and tags are published. */
    public MetricsSettings metrics() {
        return metrics;
    }

    /** The registry that the meters are registered with. */
    public MeterRegistry meterRegistry() {
        return meterRegistry.orElseGet(() -> Metrics.globalRegistry);
    }

    /** True if a registry was set; otherwise {@link #meterRegistry()} is Micrometer's global registry. */
    public boolean hasMeterRegistry() {
        return meterRegistry.isPresent();
    }

    /** The settings that differ from their defaults. Registry, translator and a policy of your own are shown by their class names. */
    @Override
    public String toString() {
        Stream<String> registry = meterRegistry
                .filter(set -> !set.equals(Metrics.globalRegistry))
                .map(set -> "meterRegistry=" + set.getClass().getName())
                .stream();
        return Stream.concat(settings.changes(), registry).collect(Collectors.joining(", ", "AlternatorConfig[", "]"));
    }

    private Seeds requireSeeds() {
        return seeds.orElseThrow(() -> new IllegalStateException(
                "seeds: none set, so each endpoint of the SDK client's requests is a cluster of its own, and no endpoint"
                        + " is known here; set .seeds(\"10.0.0.1\"), or give the SDK client its endpoint yourself"));
    }

    /**
     * Collects the settings. Not thread-safe.
     *
     * <p>Each method throws {@link IllegalArgumentException} for a value that is invalid by itself, {@link #build()} for
     * values that contradict each other. The message names the setting, the value and the remedy.
     *
     * <p>A duration is between 1 ns and 365 days, and at least 10 ms if background work repeats after it ({@link #discoveryInterval},
     * {@link #discoveryIdleInterval}, {@link #stallTime}, {@link #ejectionTime}); a number is 1 or more, and nothing is null.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final Settings settings;
        private Optional<MeterRegistry> meterRegistry;

        private Builder(Settings settings, Optional<MeterRegistry> meterRegistry) {
            this.settings = settings;
            this.meterRegistry = meterRegistry;
        }

        /**
         * Sets the addresses from which the node list is first fetched: host, host:port or URI. Replaces seeds that were set
         * before. All addresses of a host name are tried. Name several seeds: discovery starts only once one of them
         * responds.
         *
         * <p>Without seeds, each endpoint of DynamoDB requests is a cluster of its own, up to 16, with the other settings of
         * this configuration. An endpoint without a request for an hour makes room for a new one.
         */
        public Builder seeds(String... seeds) {
            return seeds(Arrays.asList(Checks.notNull("seeds", seeds)));
        }

        /** As {@link #seeds(String...)}. */
        public Builder seeds(Collection<String> seeds) {
            List<String> checked = Checks.notNull("seeds", seeds).stream()
                    .map(seed -> Checks.notNull("seeds", seed).strip())
                    .toList();
            Checks.require(
                    !checked.contains(""),
                    "seeds: '' is blank, as a variable that is not set; name a node, as in .seeds(\"10.0.0.1\"), or leave the"
                            + " setting out to use the endpoint of the first request");
            Checks.require(
                    !checked.isEmpty(),
                    "seeds: none given; name at least one node, as in .seeds(\"10.0.0.1\", \"10.0.0.2\"), or leave"
                            + " the setting out to use the endpoint of the first request");
            settings.seeds = checked;
            return this;
        }

        /** {@code http} or {@code https}; the default is the scheme of the seeds' URIs, else {@code http}. Needs seeds. */
        public Builder scheme(String scheme) {
            settings.scheme = Optional.of(Seeds.checkScheme("scheme", Checks.notBlank("scheme", scheme)));
            return this;
        }

        /**
         * The port of the nodes that the cluster lists, and of seeds without a port. The default is the port that the seeds
         * name; for URIs without a port, 80 for http and 443 for https; for hosts without a port, Alternator's usual 8000 and
         * 8043. Required if the seeds use different ports. 65535 at most.
         */
        public Builder port(int port) {
            Checks.require(port >= 1 && port <= 65535, "port: %s is out of range; use 1 to 65535", port);
            settings.port = OptionalInt.of(port);
            return this;
        }

        /**
         * A logical host name for the cluster. Requests are signed for it and carry it in the {@code Host} header; it is
         * never resolved. The default is the first seed. Needs seeds.
         */
        public Builder domain(String domain) {
            settings.domain = Optional.of(Checks.notBlank("domain", domain));
            return this;
        }

        /**
         * Which part of the cluster is used, and what instead while none of its nodes is UP; the default is {@link
         * RoutingScope#local()}.
         */
        public Builder scope(RoutingScope scope) {
            settings.scope = Checks.notNull("scope", scope);
            return this;
        }

        /** When a node is chosen; the default is {@link RoutingStrategy#PER_REQUEST}. */
        public Builder strategy(RoutingStrategy strategy) {
            settings.strategy = Checks.notNull("strategy", strategy);
            return this;
        }

        /** How the next node is chosen; the default is {@link LoadBalancingPolicy#adaptive()}. */
        public Builder policy(LoadBalancingPolicy policy) {
            settings.policy = Checks.notNull("policy", policy);
            return this;
        }

        /**
         * Maps each listed address to the one to connect to, for NAT, for one host with a port per node, or for tests. Called
         * on a background thread; it must return quickly. Seeds are not translated. The default changes nothing.
         */
        public Builder addressTranslator(UnaryOperator<NodeAddress> addressTranslator) {
            settings.addressTranslator = Checks.notNull("addressTranslator", addressTranslator);
            return this;
        }

        /**
         * Which addresses of a node list are used, as listed. Replaces the default rule: IP addresses only, and none that is a
         * wildcard, reserved, multicast or link-local address, nor a loopback address unless the listing node has one itself. Set it
         * if the nodes list host names ({@code rpc_address} as a name), for example {@code address -> true}. Called on a background
         * thread.
         */
        public Builder nodeFilter(Predicate<NodeAddress> nodeFilter) {
            settings.nodeFilter = Optional.of(Checks.notNull("nodeFilter", nodeFilter));
            return this;
        }

        /** The time between two fetches of the node list while there are requests, ±20 %; default 5 s. */
        public Builder discoveryInterval(Duration interval) {
            settings.discoveryInterval = Checks.period("discoveryInterval", interval);
            return this;
        }

        /**
         * The time between two fetches of the node list while there are no requests, ±20 %; at least {@link
         * #discoveryInterval}; default 60 s.
         */
        public Builder discoveryIdleInterval(Duration interval) {
            settings.discoveryIdleInterval = Checks.period("discoveryIdleInterval", interval);
            return this;
        }

        /** The time limit of one fetch of the node list, from connect to the last byte; default 2 s. */
        public Builder discoveryTimeout(Duration timeout) {
            settings.discoveryTimeout = Checks.positive("discoveryTimeout", timeout);
            return this;
        }

        /**
         * So many requests in a row that were sent and then failed (reset, timeout, 502 or 504) eject a node; default 5. A failed
         * connect ejects it at once. A reset that may be a stale pooled connection's is not counted; the node is probed instead.
         */
        public Builder consecutiveFailures(int failures) {
            Checks.require(failures >= 1, "consecutiveFailures: %s is not positive; use 1 or more", failures);
            settings.consecutiveFailures = failures;
            return this;
        }

        /**
         * A node that owes responses and has sent nothing for this long gets a probe; default 500 ms. If the probe fails too, the
         * node is ejected, and the reads that wait for it fail, so that the SDK retries them on another node.
         */
        public Builder stallTime(Duration time) {
            settings.stallTime = Checks.period("stallTime", time);
            return this;
        }

        /**
         * The time from an ejection to the first probe, ±20 %; doubled for each recent earlier ejection, unless the node refuses
         * connections; default 1 s.
         */
        public Builder ejectionTime(Duration time) {
            settings.ejectionTime = Checks.period("ejectionTime", time);
            return this;
        }

        /** The upper limit of {@link #ejectionTime} after doubling; at least {@link #ejectionTime}; default 60 s. */
        public Builder maxEjectionTime(Duration time) {
            settings.maxEjectionTime = Checks.positive("maxEjectionTime", time);
            return this;
        }

        /** The time limit of one probe ({@code GET /}), from connect to the last byte; default 1 s. */
        public Builder probeTimeout(Duration timeout) {
            settings.probeTimeout = Checks.positive("probeTimeout", timeout);
            return this;
        }

        /** A node that comes back starts with a tenth of its share of the requests, and has all of it after this time; default 10 s. */
        public Builder slowStart(Duration time) {
            settings.slowStart = Checks.positive("slowStart", time);
            return this;
        }

        /**
         * The requests in flight at which a node counts as full in {@link RoutingStrategy#PER_REQUEST}: other nodes are then
         * preferred to it. This keeps a node that stops responding from taking the whole connection pool before it is
         * ejected.
         *
         * <p>The default follows from the wrapped client's pool: half of one that all nodes share (Apache), all of one that limits
         * each node by itself (Netty, CRT), and 25 if its size is not known.
         *
         * <p>No request is rejected: when all nodes have reached it, the setting has no effect. Independently of it, a node also
         * counts as full at about 1.5 times the average of all nodes.
         */
        public Builder maxInFlightPerNode(int requests) {
            Checks.require(requests >= 1, "maxInFlightPerNode: %s is not positive; use 1 or more", requests);
            settings.maxInFlightPerNode = OptionalInt.of(requests);
            return this;
        }

        /**
         * Limits this client to a subset of this many nodes, 2 or more; the default is to use all. For large clusters with many clients,
         * where connections from every client to every node would be too many.
         *
         * <p>Each client chooses its subset by rendezvous hashing with a random number of its own: every node gets about the
         * same number of clients, and a node that joins or leaves changes at most one node of each subset. While nodes of the
         * subset are down, the same number of other nodes replaces them.
         */
        public Builder subsetSize(int nodes) {
            Checks.require(
                    nodes >= 2,
                    "subsetSize: %s leaves no other node for failover; use 2 or more, 20 in most cases",
                    nodes);
            settings.subsetSize = OptionalInt.of(nodes);
            return this;
        }

        /**
         * Opens one connection to each node as soon as the first list is known, one every 20 ms, by sending {@code GET /}.
         * The first requests then need no connect and no TLS handshake. Further connections are opened when they are needed.
         * The default is off.
         */
        public Builder warmStart(boolean warmStart) {
            settings.warmStart = warmStart;
            return this;
        }

        /**
         * Sends only the first product of the SDK's {@code User-Agent}, such as {@code aws-sdk-java/2.54.13}. The default is
         * off.
         *
         * <p>Upside: some 210 bytes less per request; Alternator does not read the header. Downside: the logs of a proxy in
         * between show less. A signed {@code User-Agent} is not changed, as that would invalidate the signature; the SDK does
         * not sign it.
         */
        public Builder trimUserAgent(boolean trimUserAgent) {
            settings.trimUserAgent = trimUserAgent;
            return this;
        }

        /**
         * Sends this {@code User-Agent} in place of the SDK's. {@code {sdk}} stands for the SDK's, shortened if {@link
         * #trimUserAgent} or {@link #trimHeaders} is on: {@code "orders/1.4"} replaces it, {@code "{sdk} orders/1.4"} adds to it.
         * The default is the SDK's alone. A signed {@code User-Agent} is not changed; the SDK does not sign it.
         *
         * @param userAgent printable ASCII characters, 1,024 at most
         */
        public Builder userAgent(String userAgent) {
            String text = Checks.notBlank("userAgent", userAgent);
            Checks.require(
                    text.length() <= 1024 && text.chars().allMatch(c -> c >= ' ' && c <= '~'),
                    "userAgent: '%s' is not a header of up to 1024 printable ASCII characters; use a text such as"
                            + " \"{sdk} orders/1.4\"",
                    LogText.escape(text));
            settings.userAgent = Optional.of(text);
            return this;
        }

        /**
         * Leaves out what Alternator does not need: the {@code User-Agent} after its first product, {@code X-Amzn-Trace-Id}, and
         * {@code amz-sdk-invocation-id} and {@code amz-sdk-request} if they are not signed. The default is off.
         *
         * <p>Upside: some 210 bytes less with a signed request, some 330 with an anonymous one. Downside: the logs of a proxy in
         * between show less. Headers that the signature names stay, and so do the session token and those that the application
         * adds.
         */
        public Builder trimHeaders(boolean trimHeaders) {
            settings.trimHeaders = trimHeaders;
            return this;
        }

        /**
         * Asks the nodes to compress their responses: adds {@code Accept-Encoding: gzip} to requests without one. Alternator
         * compresses from 4,096 bytes on, since December 2025; older nodes do not look at the header. The default is off.
         *
         * <p>Upside: less traffic, as JSON compresses well. Downside: CPU on both sides. A response that is truncated or corrupt
         * is an {@code IOException}, which the SDK retries.
         */
        public Builder responseCompression(boolean responseCompression) {
            settings.responseCompression = responseCompression;
            return this;
        }

        /**
         * Whether requests keep the endpoint's host name, so that TLS (the name sent to the server, the certificate's name) and the
         * {@code Host} header of all requests, control calls included, are those of the name; only the connection goes to the node. For
         * clusters whose certificates have the {@linkplain #domain domain} and not every node's address. Off by default: requests are
         * sent to the node's address.
         *
         * <p>Needs seeds, {@link RoutingStrategy#PER_CONNECTION}, and a builder for each node whose client resolves the name by
         * {@link NodeEndpoint#resolve}: {@code delegate(node -> ApacheHttpClient.builder().dnsResolver(node::resolve))}. A pool that all
         * nodes share is keyed by host and port and could not tell them apart. The name must not be behind a proxy.
         */
        public Builder keepEndpointName(boolean keep) {
            settings.keepEndpointName = keep;
            return this;
        }

        /**
         * Sends a read to a second node when the first has not begun to respond after max(recent p95, 10 ms). The first
         * response is used and the other request is cancelled. The default is off.
         *
         * <p>Upside: a much lower tail latency when a node is slow or pauses. Downside: up to 2 % more requests (bursts of up to
         * ten), each cancelled request costs its connection, and the nodes may count a read twice.
         *
         * <p>Reads are {@code GetItem}, {@code BatchGetItem}, {@code TransactGetItems}, {@code Query}, {@code Scan}, {@code
         * SearchVectors}, {@code Describe…}, {@code List…}, {@code GetRecords}, {@code GetShardIterator}, {@code GetResourcePolicy},
         * and PartiQL whose statements all begin with {@code SELECT}. Other operations are never hedged. A read is hedged at most
         * once, and not at all while no other node is in use.
         */
        public Builder hedging(boolean hedging) {
            settings.hedging = hedging;
            return this;
        }

        /**
         * Whether writes that hang on a silent node are cancelled like reads, after about 1.5 s, so that the SDK retries them on
         * another node. Upside: a write does not wait for the HTTP client's timeout (30 s by default). Downside: the silent node may
         * have received the write, and applies it when it resumes, after the retry and over newer values. Off by default: writes wait
         * as with the bare client.
         */
        public Builder retryStalledWrites(boolean retry) {
            settings.retryStalledWrites = retry;
            return this;
        }

        /**
         * Sends the writes of one partition key to one node, the same one from all clients, for lightweight transactions; see {@link
         * KeyAffinity}. Such a write goes to another node only while its node is down, silent or sheds load, whatever {@link
         * #policy} and {@link #maxInFlightPerNode} say. The default is off. Cannot be combined with {@link #subsetSize}.
         */
        public Builder keyAffinity(KeyAffinity keyAffinity) {
            settings.keyAffinity = Optional.of(Checks.notNull("keyAffinity", keyAffinity));
            return this;
        }

        /**
         * How long a connection may be idle and still be reused in {@link RoutingStrategy#PER_CONNECTION}; default 60 s. Set it
         * to the wrapped client's {@code connectionMaxIdleTime} if that differs.
         */
        public Builder connectionMaxIdleTime(Duration time) {
            settings.connectionMaxIdleTime = Checks.positive("connectionMaxIdleTime", time);
            return this;
        }

        /**
         * The value of the meters' {@code client} tag; the default is {@code alternator-1}, {@code alternator-2}, … in order of
         * creation. If another open client of this JVM has the same name, {@code -2}, {@code -3}, … is appended.
         */
        public Builder name(String name) {
            settings.name = Optional.of(Checks.notBlank("name", name));
            return this;
        }

        /**
         * Whether the requests timer publishes histogram buckets, from which percentiles over many clients are made: some 80 time
         * series for each node and outcome; default off.
         */
        public Builder requestHistogram(boolean requestHistogram) {
            settings.requestHistogram = requestHistogram;
            return this;
        }

        /** Service level objectives, each of which is one bucket of the requests timer; default none. */
        public Builder requestSlos(Duration... slos) {
            settings.requestSlos = Arrays.stream(Checks.notNull("requestSlos", slos))
                    .map(slo -> Checks.positive("requestSlos", slo))
                    .toList();
            return this;
        }

        /** Whether the requests timer has an {@code operation} tag, such as {@code GetItem}; default off. */
        public Builder operationTag(boolean operationTag) {
            settings.operationTag = operationTag;
            return this;
        }

        /** How many nodes have a tag value of their own in the meters; all further nodes share one, {@code other}; default 256. */
        public Builder maxNodeTags(int nodes) {
            Checks.require(nodes >= 1, "maxNodeTags: %s is not positive; use 1 or more", nodes);
            settings.maxNodeTags = nodes;
            return this;
        }

        /**
         * How long a node's meters remain after it left the cluster, and a client's counters and timers after it was closed;
         * longer than the step of a push registry; default 90 s.
         */
        public Builder meterGrace(Duration grace) {
            settings.meterGrace = Checks.positive("meterGrace", grace);
            return this;
        }

        /**
         * The registry for the meters; the default is Micrometer's global registry. In a composite registry, as that one is, meters
         * appear with the first event after another registry was added to it.
         */
        public Builder meterRegistry(MeterRegistry registry) {
            this.meterRegistry = Optional.of(Checks.notNull("meterRegistry", registry));
            return this;
        }

        /**
         * Validates the settings and returns an immutable configuration.
         *
         * @throws IllegalArgumentException if a seed or the domain is invalid, or settings contradict each other
         */
        public AlternatorConfig build() {
            Checks.require(
                    settings.keyAffinity.isEmpty() || settings.subsetSize.isEmpty(),
                    "keyAffinity: cannot be combined with subsetSize: %s, as each client would find a key's node in another"
                            + " subset; leave one of the two out",
                    settings.subsetSize.orElse(0));
            return new AlternatorConfig(settings.copy(), meterRegistry);
        }
    }
}
