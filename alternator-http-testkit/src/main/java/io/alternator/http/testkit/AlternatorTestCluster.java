package io.alternator.http.testkit;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * An Alternator cluster in this process: n nodes, each on its own address of 127.0.0.0/8, all on the same port.
 *
 * <pre>{@code
 * try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
 *     AlternatorConfig config = cluster.config().build();
 *     …
 *     cluster.node(1).stop();
 * }
 * }</pre>
 *
 * <p>A node answers {@code /localnodes} as Alternator does:
 *
 * <ul>
 *   <li>With the nodes of the data center {@code dc} (default: its own) and of the rack {@code rack} (default: all). An
 *       unknown data center or rack gives {@code []}.
 *   <li>Only with nodes that it sees alive. A new node is listed by all others immediately. A stopped or {@linkplain
 *       TestNode#isolate isolated} node stays listed for the {@linkplain #failureDetectionTime failure detection time}, as
 *       with gossip; by default until it is {@linkplain TestNode#unlist removed}.
 * </ul>
 *
 * A test can give each node other answers; see {@link TestNode#lists(String...)}.
 *
 * <p>Several clusters can run in one JVM. They do not know each other. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AlternatorTestCluster implements AutoCloseable {
    private final Addresses addresses;
    private final OptionalInt onlyNode;
    private final NodeDispatcher.Backend backend;
    private final @Nullable SignatureCheck signatures;
    private final @Nullable Certificates certificates;
    private final String datacenter;
    private final String rack;
    private final Duration initialFailureDetectionTime;
    private final boolean ignoresDatacenterAndRack;
    private final Gossip gossip;
    private final List<TestNode> nodes = new CopyOnWriteArrayList<>();
    private final Map<NodeAddress, NodeAddress> translations = new ConcurrentHashMap<>();
    private volatile @Nullable CannedReply localNodesReply;

    private AlternatorTestCluster(Builder builder) {
        this.addresses = builder.hosts.isEmpty()
                ? new LoopbackAddresses(builder.port, builder.sharedAddress)
                : new FixedAddresses(builder.port, List.copyOf(builder.hosts));
        this.onlyNode = builder.onlyNode;
        this.certificates = builder.https
                ? Certificates.create(
                        builder.certificateNames, builder.certificateAddresses, builder.clientCertificates)
                : null;
        this.datacenter = builder.datacenter;
        this.rack = builder.rack;
        this.initialFailureDetectionTime = builder.failureDetectionTime;
        this.ignoresDatacenterAndRack = builder.ignoresDatacenterAndRack;
        this.gossip = new Gossip(builder.failureDetectionTime);
        this.backend = builder.backend.get();
        this.signatures = builder.credentials == null ? null : new SignatureCheck(builder.credentials);
    }

    /** Starts a cluster of this many nodes with canned replies. */
    public static AlternatorTestCluster start(int nodes) {
        return builder().nodes(nodes).start();
    }

    /** A builder; the default is three nodes with canned replies. */
    public static Builder builder() {
        return new Builder();
    }

    /** All nodes, running or not, in the order in which they were added. */
    public List<TestNode> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * The node with this index, from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public TestNode node(int index) {
        if (index < 0 || index >= nodes.size()) {
            throw new IndexOutOfBoundsException(
                    "node(" + index + "): the cluster has " + nodes.size() + " nodes, counted from 0");
        }
        return nodes.get(index);
    }

    /** The node with this listed address. */
    public TestNode node(NodeAddress address) {
        return nodes.stream()
                .filter(node -> node.address().equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node has the address " + address));
    }

    /** Adds and starts a node in the cluster's default data center and rack. */
    public TestNode addNode() {
        return addNode(datacenter, rack);
    }

    /** Adds and starts a node in this data center and rack. */
    public TestNode addNode(String datacenter, String rack) {
        NodeAddress listed = addresses.next();
        NodeAddress connect = addresses.connectAddress(listed);
        translations.put(listed, connect);
        Member member = new Member(new Location(listed, connect, datacenter, rack), System::nanoTime);
        NodeLists lists = new NodeLists(datacenter, query -> gossip.hosts(member, query));
        lists.setIgnoresQuery(ignoresDatacenterAndRack);
        NodeDispatcher.Backend replies = backend.forNode();
        NodeServer server = new NodeServer(
                member,
                certificates == null ? null : certificates.ofNode(listed, connect),
                url -> localNodes(lists, url),
                signatures == null ? replies : verifying(signatures, replies),
                replies::cancel,
                InstantSource.system());
        TestNode node = new TestNode(member, lists, server);
        if (runsHere(nodes.size())) {
            node.start();
        }
        gossip.join(member);
        nodes.add(node);
        return node;
    }

    /** The port of every listed address. */
    public int port() {
        return addresses.port();
    }

    /** The address on which the first node listens, as {@code host:port}. */
    public String seed() {
        return node(0).connectAddress().toString();
    }

    /** The address on which the first node listens, as a URI. */
    public URI endpoint() {
        return URI.create(scheme() + "://" + seed());
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return certificates == null ? "http" : "https";
    }

    /** Maps a node's listed address to the one it listens on. They differ only if the nodes share one address. */
    public UnaryOperator<NodeAddress> addressTranslator() {
        return listed -> translations.getOrDefault(listed, listed);
    }

    /** A configuration builder with this cluster's seed, scheme, port and address translator. */
    public AlternatorConfig.Builder config() {
        return AlternatorConfig.builder()
                .seeds(seed())
                .scheme(scheme())
                .port(port())
                .addressTranslator(addressTranslator());
    }

    /** The trust managers for a cluster with {@link Builder#https}; empty for plain HTTP. */
    public List<TrustManager> trustManagers() {
        return certificates == null ? List.of() : List.of(certificates.trustManager());
    }

    /**
     * The key managers of a client whose certificate names this role, issued by the cluster's authority.
     *
     * @throws IllegalStateException if the cluster has no {@link Builder#https}
     */
    public List<KeyManager> keyManagers(String role) {
        if (certificates == null) {
            throw new IllegalStateException("keyManagers: the cluster speaks plain HTTP; build it with .https()");
        }
        return List.of(certificates.ofClient(role));
    }

    /**
     * Sets how long the other nodes list a node that was stopped or isolated. Zero removes it at once. The default is {@link
     * ChronoUnit#FOREVER}. Applies also to nodes that are stopped or isolated already. A node that returns is listed
     * immediately.
     */
    public void failureDetectionTime(Duration time) {
        gossip.setFailureDetectionTime(Builder.checkFailureDetectionTime(time));
    }

    /**
     * Overrides the answer of every node to {@code /localnodes}, also where {@link TestNode#answerLocalNodes} or {@link
     * TestNode#lists(String...)} set another, until
     * {@link #listOwnViews}.
     */
    public void answerLocalNodes(CannedReply reply) {
        localNodesReply = reply;
    }

    /** Ends what {@link #answerLocalNodes} of the cluster began: each node answers {@code /localnodes} for itself again. */
    public void listOwnViews() {
        localNodesReply = null;
    }

    /**
     * Restores the initial state: every node that runs in this process is healed, started and listed, and all answers to
     * {@code /localnodes} and all counts are reset. Data in the store or in another backend stay.
     */
    public void reset() {
        localNodesReply = null;
        gossip.setFailureDetectionTime(initialFailureDetectionTime);
        for (int index = 0; index < nodes.size(); index++) {
            TestNode node = nodes.get(index);
            node.heal();
            if (runsHere(index)) {
                node.start();
            }
            node.list();
            node.listsOwnView();
            node.ignoreDatacenterAndRack(ignoresDatacenterAndRack);
            node.resetCounters();
        }
    }

    /** Stops all nodes. The data of an embedded store are gone. */
    @Override
    public void close() {
        nodes.forEach(TestNode::stop);
        backend.close();
    }

    private boolean runsHere(int index) {
        return onlyNode.isEmpty() || onlyNode.getAsInt() == index;
    }

    private CannedReply localNodes(NodeLists lists, HttpUrl url) {
        CannedReply override = localNodesReply;
        return override == null ? lists.reply(url) : override;
    }

    private static NodeDispatcher.Backend verifying(SignatureCheck signatures, NodeDispatcher.Backend replies) {
        return (request, now) -> {
            if (!signatures.accepts(request)) {
                return CannedReply.error(400, "InvalidSignatureException", "the signature does not match the request");
            }
            return signatures.isUpToDate(request, now)
                    ? replies.reply(request, now)
                    : CannedReply.error(400, "InvalidSignatureException", "Signature expired or not yet current");
        };
    }

    /**
     * Builds a cluster. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final List<String> certificateNames = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();
        private final List<Placement> placements = new ArrayList<>();
        private int port;
        private OptionalInt onlyNode = OptionalInt.empty();
        private int nodes = 3;
        private Supplier<NodeDispatcher.Backend> backend = () -> Backends.canned(CannedReplies.defaults());
        private boolean https;
        private boolean certificateAddresses = true;
        private boolean clientCertificates;
        private boolean sharedAddress;
        private String datacenter = "dc1";
        private String rack = "r1";
        private Duration failureDetectionTime = ChronoUnit.FOREVER.getDuration();
        private boolean ignoresDatacenterAndRack;
        private @Nullable AwsCredentialsIdentity credentials;

        private Builder() {}

        private record Placement(String datacenter, String rack) {}

        /** The initial number of nodes, all in the default data center and rack; default 3. */
        public Builder nodes(int nodes) {
            this.nodes = checkNodes(nodes);
            this.placements.clear();
            return this;
        }

        /**
         * Adds this many nodes in this data center and rack. They take the place of those in the default data center and rack;
         * call it once for each rack. Nodes are numbered in the order of the calls.
         */
        public Builder nodes(String datacenter, String rack, int nodes) {
            placements.addAll(Collections.nCopies(checkNodes(nodes), new Placement(datacenter, rack)));
            this.nodes = placements.size();
            return this;
        }

        private static int checkNodes(int nodes) {
            if (nodes < 1) {
                throw new IllegalArgumentException("nodes: " + nodes + " is too few; use 1 or more");
            }
            return nodes;
        }

        /**
         * The port of every listed address; the default is a free one. With the port of another cluster, a client of that
         * cluster can reach the nodes of this one, unless the nodes {@linkplain #sharedAddress share one address}.
         */
        public Builder port(int port) {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port: " + port + " is out of range; use 1 to 65535");
            }
            this.port = port;
            return this;
        }

        /**
         * Uses these hosts, one node each, all on this port, instead of 127.0.0.0/8; for example those of network namespaces.
         * This process must be able to bind them, except for nodes that it does not run (see {@link #onlyNode}). For nodes in
         * several racks, call {@link #nodes(String, String, int)} afterwards.
         */
        public Builder addresses(int port, String... hosts) {
            if (hosts.length == 0) {
                throw new IllegalArgumentException("addresses: no host given; give one host per node");
            }
            this.port = port;
            this.hosts.clear();
            this.hosts.addAll(List.of(hosts));
            return nodes(hosts.length);
        }

        /**
         * Runs only the node with this index in this process. The others are listed too, and are expected to run in other
         * processes that use the same {@link #addresses}.
         */
        public Builder onlyNode(int index) {
            this.onlyNode = OptionalInt.of(index);
            return this;
        }

        /**
         * Answers requests with these replies, without data. Of {@code replies}, {@link #store} and {@link #backend}, the last
         * call counts.
         */
        public Builder replies(CannedReplies replies) {
            this.backend = () -> Backends.canned(replies);
            return this;
        }

        /**
         * Keeps data in memory, in one store for all nodes, which is gone when the cluster is closed. Writes of one item are
         * linearizable, and all reads are consistent. The store knows:
         *
         * <ul>
         *   <li>CreateTable with a HASH and a RANGE key, DescribeTable, ListTables, DeleteTable
         *   <li>GetItem, PutItem, DeleteItem, and UpdateItem with {@code SET a = :v} and {@code REMOVE a}
         *   <li>ConditionExpression with {@code attribute_exists}, {@code attribute_not_exists}, {@code begins_with}, comparisons,
         *       BETWEEN, AND, OR and NOT on top-level attributes; ReturnValues
         *   <li>BatchGetItem and BatchWriteItem
         *   <li>Query by key and Scan, page by page
         * </ul>
         *
         * It refuses all else with a {@code ValidationException} that names it; use {@link #backend} for that.
         */
        public Builder store() {
            this.backend = Backends::store;
            return this;
        }

        /**
         * Forwards requests to any server with DynamoDB's API, one for all nodes; faults and node lists stay the testkit's. The
         * server gets the headers as the node received them, with the original {@code Host} and signature. It can therefore
         * verify the signature as Alternator does; a server that accepts only its own name as the host refuses it. {@link
         * #verifySignatures} verifies here already. If the server does not answer within 10 s, the node answers HTTP 500.
         *
         * @throws IllegalArgumentException unless it is an {@code http} or {@code https} URI with a host
         */
        public Builder backend(URI server) {
            HttpUrl url = ForwardingBackend.check(server);
            this.backend = () -> new ForwardingBackend(url);
            return this;
        }

        /** Rejects requests that are not signed with these credentials. Verifies over the headers as received. */
        public Builder verifySignatures(AwsCredentialsIdentity credentials) {
            this.credentials = credentials;
            return this;
        }

        /** Uses TLS. Each node's certificate covers its own addresses and these names. */
        public Builder https(String... names) {
            this.https = true;
            this.certificateNames.addAll(List.of(names));
            return this;
        }

        /** Uses TLS. Each node's certificate covers these names, and not the node's addresses. */
        public Builder httpsByName(String... names) {
            this.certificateAddresses = false;
            return https(names);
        }

        /** Refuses connections without a certificate of the cluster's authority; see {@link AlternatorTestCluster#keyManagers}. Needs TLS. */
        public Builder requireClientCertificates() {
            this.clientCertificates = true;
            return this;
        }

        /** The data center of nodes added without one; default {@code dc1}. */
        public Builder datacenter(String datacenter) {
            this.datacenter = datacenter;
            return this;
        }

        /** The rack of nodes added without one; default {@code r1}. */
        public Builder rack(String rack) {
            this.rack = rack;
            return this;
        }

        /** The initial {@link AlternatorTestCluster#failureDetectionTime}. */
        public Builder failureDetectionTime(Duration time) {
            this.failureDetectionTime = checkFailureDetectionTime(time);
            return this;
        }

        private static Duration checkFailureDetectionTime(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("failureDetectionTime: " + time + " is negative; use 0 or more");
            }
            return time;
        }

        /** Lets every node {@linkplain TestNode#ignoreDatacenterAndRack ignore} {@code dc} and {@code rack}. */
        public Builder ignoreDatacenterAndRack() {
            this.ignoresDatacenterAndRack = true;
            return this;
        }

        /**
         * Lets all nodes listen on 127.0.0.1, each on its own port. This is the automatic fallback where no other loopback
         * address can be bound.
         */
        public Builder sharedAddress() {
            this.sharedAddress = true;
            return this;
        }

        /** Starts the cluster. */
        public AlternatorTestCluster start() {
            if (onlyNode.isPresent() && (onlyNode.getAsInt() < 0 || onlyNode.getAsInt() >= nodes)) {
                throw new IllegalArgumentException(
                        "onlyNode: no node has index " + onlyNode.getAsInt() + "; use 0 to " + (nodes - 1));
            }
            AlternatorTestCluster cluster = new AlternatorTestCluster(this);
            try {
                List<Placement> initial =
                        placements.isEmpty() ? Collections.nCopies(nodes, new Placement(datacenter, rack)) : placements;
                initial.forEach(placement -> cluster.addNode(placement.datacenter(), placement.rack()));
                return cluster;
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }
    }
}
