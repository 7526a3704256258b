package io.alternator.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a balanced client needs to know: where the cluster is, and how to treat it. Only {@link Builder#seeds} has no
 * default.
 *
 * <pre>{@code
 * AlternatorConfig config = AlternatorConfig.builder()
 *         .seeds("10.0.0.1", "10.0.0.2")
 *         .domain("dog.scylla.com")
 *         .strategy(RoutingStrategy.PER_CONNECTION)
 *         .build();
 * }</pre>
 *
 * <p>Immutable, so it may be shared between clients; each makes a policy, a rotation and meters of its own.
 */
public final class AlternatorConfig {
    /** Half of the 50 connections that the SDK's clients have unless told otherwise. */
    private static final int DEFAULT_MAX_IN_FLIGHT_PER_NODE = 25;

    private final String scheme;
    private final List<NodeAddress> seeds;
    private final int port;
    private final NodeAddress logicalAddress;
    private final Optional<String> datacenter;
    private final Optional<String> rack;
    private final RoutingStrategy strategy;
    private final LoadBalancingPolicy policy;
    private final UnaryOperator<NodeAddress> addressTranslator;
    private final DiscoverySettings discovery;
    private final HealthSettings health;
    private final int maxInFlightPerNode;
    private final OptionalInt subsetSize;
    private final boolean warmStart;
    private final boolean trimUserAgent;
    private final boolean hedging;
    private final Duration connectionMaxIdleTime;
    private final Optional<String> name;
    private final MetricsSettings metrics;
    private final MeterRegistry meterRegistry;

    private AlternatorConfig(Builder builder, Seeds seeds) {
        this.scheme = seeds.scheme();
        this.seeds = seeds.addresses();
        this.port = seeds.nodePort();
        this.logicalAddress = builder.domain == null
                ? seeds.addresses().get(0)
                : Seeds.named(
                        "domain", () -> new NodeAddress(Objects.requireNonNull(builder.domain), seeds.nodePort()));
        this.datacenter = Optional.ofNullable(builder.datacenter);
        this.rack = Optional.ofNullable(builder.rack);
        this.strategy = builder.strategy;
        this.policy = builder.policy;
        this.addressTranslator = builder.addressTranslator;
        this.discovery = new DiscoverySettings(
                builder.discoveryInterval, builder.discoveryIdleInterval, builder.discoveryTimeout);
        this.health = new HealthSettings(
                builder.consecutiveFailures,
                builder.stallTime,
                builder.probeTimeout,
                builder.ejectionTime,
                builder.maxEjectionTime,
                builder.slowStart);
        this.maxInFlightPerNode = builder.maxInFlightPerNode;
        this.subsetSize = builder.subsetSize;
        this.warmStart = builder.warmStart;
        this.trimUserAgent = builder.trimUserAgent;
        this.hedging = builder.hedging;
        this.connectionMaxIdleTime = builder.connectionMaxIdleTime;
        this.name = Optional.ofNullable(builder.name);
        this.metrics = new MetricsSettings(
                builder.requestHistogram,
                builder.requestSlos,
                builder.operationTag,
                builder.maxNodeTags,
                builder.meterGrace);
        this.meterRegistry = builder.meterRegistry;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * What to give to the SDK client's {@code endpointOverride}: the {@linkplain Builder#domain domain} if there is one,
     * else the first seed. It is signed and sent as the {@code Host} header, whichever node a request goes to.
     */
    public URI endpoint() {
        return URI.create(scheme + "://" + logicalAddress);
    }

    /** {@code http} or {@code https}, of every node. */
    public String scheme() {
        return scheme;
    }

    /** Where the cluster is first asked for its nodes; at least one. */
    public List<NodeAddress> seeds() {
        return seeds;
    }

    /** The port of the nodes that the cluster lists. */
    public int port() {
        return port;
    }

    /** The host and port of {@link #endpoint()}. */
    public NodeAddress logicalAddress() {
        return logicalAddress;
    }

    /** The data center whose nodes are used; empty for that of the node that is asked. */
    public Optional<String> datacenter() {
        return datacenter;
    }

    /** The rack whose nodes are preferred; empty for all. */
    public Optional<String> rack() {
        return rack;
    }

    public RoutingStrategy strategy() {
        return strategy;
    }

    public LoadBalancingPolicy policy() {
        return policy;
    }

    public UnaryOperator<NodeAddress> addressTranslator() {
        return addressTranslator;
    }

    public DiscoverySettings discovery() {
        return discovery;
    }

    public HealthSettings health() {
        return health;
    }

    /** How many requests one node may hold before others are preferred to it; see {@link Builder#maxInFlightPerNode}. */
    public int maxInFlightPerNode() {
        return maxInFlightPerNode;
    }

    /** How many of the cluster's nodes this client uses; empty for all. */
    public OptionalInt subsetSize() {
        return subsetSize;
    }

    /** True if a connection to each node is opened at the start. */
    public boolean warmStart() {
        return warmStart;
    }

    /** True if requests go without most of the SDK's {@code User-Agent}. */
    public boolean trimUserAgent() {
        return trimUserAgent;
    }

    /** True if reads that take long are sent to a second node; see {@link Builder#hedging}. */
    public boolean hedging() {
        return hedging;
    }

    /** How long an idle connection is still used in {@link RoutingStrategy#PER_CONNECTION}. */
    public Duration connectionMaxIdleTime() {
        return connectionMaxIdleTime;
    }

    /** The {@code client} tag of the meters, if one was chosen. */
    public Optional<String> name() {
        return name;
    }

    public MetricsSettings metrics() {
        return metrics;
    }

    public MeterRegistry meterRegistry() {
        return meterRegistry;
    }

    /**
     * Collects the settings. Each method refuses what can never be right at once, {@link #build()} what does not go
     * together; both throw {@link IllegalArgumentException} with the setting, the value and the remedy. Not thread-safe.
     */
    public static final class Builder {
        private final List<String> seeds = new ArrayList<>();
        private @Nullable String scheme;
        private @Nullable Integer port;
        private @Nullable String domain;
        private @Nullable String datacenter;
        private @Nullable String rack;
        private RoutingStrategy strategy = RoutingStrategy.PER_REQUEST;
        private LoadBalancingPolicy policy = LoadBalancingPolicy.adaptive();
        private UnaryOperator<NodeAddress> addressTranslator = UnaryOperator.identity();
        private Duration discoveryInterval = DiscoverySettings.DEFAULT.interval();
        private Duration discoveryIdleInterval = DiscoverySettings.DEFAULT.idleInterval();
        private Duration discoveryTimeout = DiscoverySettings.DEFAULT.timeout();
        private int consecutiveFailures = HealthSettings.DEFAULT.consecutiveFailures();
        private Duration stallTime = HealthSettings.DEFAULT.stallTime();
        private Duration ejectionTime = HealthSettings.DEFAULT.ejectionTime();
        private Duration maxEjectionTime = HealthSettings.DEFAULT.maxEjectionTime();
        private Duration probeTimeout = HealthSettings.DEFAULT.probeTimeout();
        private Duration slowStart = HealthSettings.DEFAULT.slowStart();
        private int maxInFlightPerNode = DEFAULT_MAX_IN_FLIGHT_PER_NODE;
        private OptionalInt subsetSize = OptionalInt.empty();
        private boolean warmStart;
        private boolean trimUserAgent;
        private boolean hedging;
        private Duration connectionMaxIdleTime = Duration.ofSeconds(60);
        private @Nullable String name;
        private boolean requestHistogram = MetricsSettings.DEFAULT.requestHistogram();
        private List<Duration> requestSlos = MetricsSettings.DEFAULT.requestSlos();
        private boolean operationTag = MetricsSettings.DEFAULT.operationTag();
        private int maxNodeTags = MetricsSettings.DEFAULT.maxNodeTags();
        private Duration meterGrace = MetricsSettings.DEFAULT.meterGrace();
        private MeterRegistry meterRegistry = Metrics.globalRegistry;

        private Builder() {}

        /**
         * Where the cluster is first asked for its nodes, in place of any seeds given before: host, host:port or URI. A
         * host name may stand for many addresses, all of which are tried. Several, because one must answer.
         */
        public Builder seeds(String... seeds) {
            return seeds(Arrays.asList(Checks.notNull("seeds", seeds)));
        }

        /** As {@link #seeds(String...)}. */
        public Builder seeds(Collection<String> seeds) {
            List<String> checked = Checks.notNull("seeds", seeds).stream()
                    .map(seed -> Checks.notBlank("seeds", seed))
                    .toList();
            this.seeds.clear();
            this.seeds.addAll(checked);
            return this;
        }

        /** {@code http} or {@code https}; the default is what the seeds' URIs say, else {@code http}. */
        public Builder scheme(String scheme) {
            this.scheme = Seeds.checkScheme("scheme", Checks.notBlank("scheme", scheme));
            return this;
        }

        /**
         * The port of seeds that name none, and of the nodes that the cluster lists; the default is the seeds' own port if
         * they agree, else Alternator's usual 8000 for http and 8043 for https.
         */
        public Builder port(int port) {
            Checks.require(port >= 1 && port <= 65535, "port: %s is out of range; use 1 to 65535", port);
            this.port = port;
            return this;
        }

        /**
         * A logical name for the cluster, to sign and to send as {@code Host}; it is never resolved. The default is the
         * first seed.
         */
        public Builder domain(String domain) {
            this.domain = Checks.notBlank("domain", domain);
            return this;
        }

        /** Use only nodes of this data center, as Alternator names it; the default is that of the node that is asked. */
        public Builder datacenter(String datacenter) {
            this.datacenter = Checks.notBlank("datacenter", datacenter);
            return this;
        }

        /** Use only nodes of this rack while it has any, else those of the data center. */
        public Builder rack(String rack) {
            this.rack = Checks.notBlank("rack", rack);
            return this;
        }

        /** The default is {@link RoutingStrategy#PER_REQUEST}. */
        public Builder strategy(RoutingStrategy strategy) {
            this.strategy = Checks.notNull("strategy", strategy);
            return this;
        }

        /** Who is next; the default is {@link LoadBalancingPolicy#adaptive()}. */
        public Builder policy(LoadBalancingPolicy policy) {
            this.policy = Checks.notNull("policy", policy);
            return this;
        }

        /**
         * Maps a node's host and port as the cluster lists them to those to connect to (NAT, one host with a port per
         * node, tests). Called on a background thread; it must return quickly. Seeds are not translated.
         */
        public Builder addressTranslator(UnaryOperator<NodeAddress> addressTranslator) {
            this.addressTranslator = Checks.notNull("addressTranslator", addressTranslator);
            return this;
        }

        /** See {@link DiscoverySettings#interval()}; default 5 s. */
        public Builder discoveryInterval(Duration interval) {
            this.discoveryInterval = Checks.positive("discoveryInterval", interval);
            return this;
        }

        /** See {@link DiscoverySettings#idleInterval()}; default 60 s. */
        public Builder discoveryIdleInterval(Duration interval) {
            this.discoveryIdleInterval = Checks.positive("discoveryIdleInterval", interval);
            return this;
        }

        /** See {@link DiscoverySettings#timeout()}; default 2 s. */
        public Builder discoveryTimeout(Duration timeout) {
            this.discoveryTimeout = Checks.positive("discoveryTimeout", timeout);
            return this;
        }

        /** See {@link HealthSettings#consecutiveFailures()}; default 5. */
        public Builder consecutiveFailures(int failures) {
            Checks.require(failures >= 1, "consecutiveFailures: %s is not positive; use 1 or more", failures);
            this.consecutiveFailures = failures;
            return this;
        }

        /** See {@link HealthSettings#stallTime()}; default 500 ms. */
        public Builder stallTime(Duration time) {
            this.stallTime = Checks.positive("stallTime", time);
            return this;
        }

        /** See {@link HealthSettings#ejectionTime()}; default 1 s. */
        public Builder ejectionTime(Duration time) {
            this.ejectionTime = Checks.positive("ejectionTime", time);
            return this;
        }

        /** See {@link HealthSettings#maxEjectionTime()}; default 60 s. */
        public Builder maxEjectionTime(Duration time) {
            this.maxEjectionTime = Checks.positive("maxEjectionTime", time);
            return this;
        }

        /** See {@link HealthSettings#probeTimeout()}; default 1 s. */
        public Builder probeTimeout(Duration timeout) {
            this.probeTimeout = Checks.positive("probeTimeout", timeout);
            return this;
        }

        /** See {@link HealthSettings#slowStart()}; default 10 s. */
        public Builder slowStart(Duration time) {
            this.slowStart = Checks.positive("slowStart", time);
            return this;
        }

        /**
         * How many requests at once one node may hold in {@link RoutingStrategy#PER_REQUEST} while another holds fewer, so
         * that a node that went silent cannot collect the whole pool before that is noticed; default 25, half of the
         * SDK's usual pool of 50. Set it to half of the wrapped client's pool where that differs. When all nodes are at
         * their limit the least loaded is used: nothing is refused. Whatever is set here, no node gets more than about
         * one and a half times what the others hold.
         */
        public Builder maxInFlightPerNode(int requests) {
            Checks.require(requests >= 1, "maxInFlightPerNode: %s is not positive; use 1 or more", requests);
            this.maxInFlightPerNode = requests;
            return this;
        }

        /**
         * Uses so many nodes and no more, for fleets of clients and clusters so large that everybody's connections to
         * everybody are too many; the default is to use all. Each client chooses its own, by rendezvous hashing with a
         * number of its own, so that each node gets its even share of clients and a node that joins or leaves changes
         * little. While some of the chosen are down, as many others stand in for them.
         */
        public Builder subsetSize(int nodes) {
            Checks.require(
                    nodes >= 2, "subsetSize: %s leaves nobody to fail over to; use 2 or more, 20 in most cases", nodes);
            this.subsetSize = OptionalInt.of(nodes);
            return this;
        }

        /**
         * Opens a connection to each node as soon as the first list is known, one every 20 ms, so that the first requests
         * find them open, TLS handshake and all; the default is not to. Each sends {@code GET /} once. Connections beyond the
         * first of each node are still opened when they are needed.
         */
        public Builder warmStart(boolean warmStart) {
            this.warmStart = warmStart;
            return this;
        }

        /**
         * Sends only the first product of the SDK's {@code User-Agent}, as {@code aws-sdk-java/2.54.13}, instead of some 200
         * bytes with each request; the default is to send all of it. Alternator does not look at it; who reads logs of a
         * proxy in between learns less. A signed {@code User-Agent} is left alone, as the signature would break; the SDK does
         * not sign it.
         */
        public Builder trimUserAgent(boolean trimUserAgent) {
            this.trimUserAgent = trimUserAgent;
            return this;
        }

        /**
         * Sends a read to a second node when the first has not begun to answer after 10 ms, or after what nineteen of twenty
         * reads took of late if that is more; the first answer counts and the other request is broken off. The default is not
         * to. The upside is a much better worst latency where a node is slow or pauses. The downside is more load, by 2 % of
         * the requests at most (ten at once may be saved up), that a broken-off request costs its connection, and that a read
         * may reach two nodes, which matters only to who counts them.
         *
         * <p>Reads are {@code GetItem}, {@code BatchGetItem}, {@code Query}, {@code Scan}, {@code Describe…}, {@code List…},
         * {@code GetRecords} and {@code GetShardIterator}. Nothing else is ever sent twice by this; a read is hedged once, and
         * not at all while no other node is in use.
         */
        public Builder hedging(boolean hedging) {
            this.hedging = hedging;
            return this;
        }

        /**
         * How long an idle connection is still used in {@link RoutingStrategy#PER_CONNECTION}; default 60 s. Set it to the
         * wrapped client's own {@code connectionMaxIdleTime} where that differs.
         */
        public Builder connectionMaxIdleTime(Duration time) {
            this.connectionMaxIdleTime = Checks.positive("connectionMaxIdleTime", time);
            return this;
        }

        /**
         * The {@code client} tag of the meters; the default is {@code alternator-1}, {@code -2}, … in order of creation. If
         * another open client of this JVM has the name, {@code -2}, {@code -3}, … is added.
         */
        public Builder name(String name) {
            this.name = Checks.notBlank("name", name);
            return this;
        }

        /** See {@link MetricsSettings#requestHistogram()}; default off. */
        public Builder requestHistogram(boolean requestHistogram) {
            this.requestHistogram = requestHistogram;
            return this;
        }

        /** See {@link MetricsSettings#requestSlos()}; default none. */
        public Builder requestSlos(Duration... slos) {
            this.requestSlos = Arrays.stream(Checks.notNull("requestSlos", slos))
                    .map(slo -> Checks.positive("requestSlos", slo))
                    .toList();
            return this;
        }

        /** See {@link MetricsSettings#operationTag()}; default off. */
        public Builder operationTag(boolean operationTag) {
            this.operationTag = operationTag;
            return this;
        }

        /** See {@link MetricsSettings#maxNodeTags()}; default 256. */
        public Builder maxNodeTags(int nodes) {
            Checks.require(nodes >= 1, "maxNodeTags: %s is not positive; use 1 or more", nodes);
            this.maxNodeTags = nodes;
            return this;
        }

        /** See {@link MetricsSettings#meterGrace()}; default 30 s. */
        public Builder meterGrace(Duration grace) {
            this.meterGrace = Checks.positive("meterGrace", grace);
            return this;
        }

        /** Where the meters go; the default is Micrometer's global registry. */
        public Builder meterRegistry(MeterRegistry registry) {
            this.meterRegistry = Checks.notNull("meterRegistry", registry);
            return this;
        }

        /**
         * Checks what was set and freezes it.
         *
         * @throws IllegalArgumentException if there are no seeds, or settings contradict each other
         */
        public AlternatorConfig build() {
            return new AlternatorConfig(this, Seeds.parse(seeds, scheme, port));
        }
    }
}
