package io.alternator.http.testkit;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
 * <p>A new node is listed by all others immediately. A stopped node stays listed until it is {@linkplain TestNode#unlist
 * removed}, as with gossip. Thread-safe.
 */
public final class AlternatorTestCluster implements AutoCloseable {
    private final Addresses addresses;
    private final OptionalInt onlyNode;
    private final NodeDispatcher.Backend backend;
    private final Runnable closeBackend;
    private final @Nullable Certificates certificates;
    private final String datacenter;
    private final String rack;
    private final List<TestNode> nodes = new CopyOnWriteArrayList<>();
    private final Map<NodeAddress, NodeAddress> translations = new ConcurrentHashMap<>();
    private volatile @Nullable CannedReply localNodesReply;

    private AlternatorTestCluster(Builder builder) {
        this.addresses = builder.hosts.isEmpty()
                ? new LoopbackAddresses(builder.sharedAddress)
                : new FixedAddresses(builder.port, List.copyOf(builder.hosts));
        this.onlyNode = builder.onlyNode;
        this.certificates = builder.https ? Certificates.create(builder.certificateNames) : null;
        this.datacenter = builder.datacenter;
        this.rack = builder.rack;
        NodeDispatcher.Backend replies;
        if (builder.dynamoDbLocal) {
            DynamoDbLocal database = DynamoDbLocal.start();
            replies = database::forward;
            closeBackend = database::close;
        } else {
            CannedReplies canned = builder.replies;
            replies = request -> canned.reply(request.operation(), request.body());
            closeBackend = () -> {};
        }
        this.backend =
                builder.credentials == null ? replies : verifying(new SignatureCheck(builder.credentials), replies);
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

    /** The node with this index, from 0. */
    public TestNode node(int index) {
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
        CurrentFault fault = new CurrentFault();
        TrackedSockets sockets = new TrackedSockets();
        TestNode node = new TestNode(
                new TestNode.Location(listed, connect, datacenter, rack),
                certificates == null ? null : certificates.serverSockets(listed, connect),
                fault,
                sockets,
                new NodeDispatcher(fault, sockets, url -> localNodes(url, datacenter), backend));
        if (runsHere(nodes.size())) {
            node.start();
        }
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

    /** Overrides the answer of every node to {@code /localnodes}; null restores the real list. */
    public void answerLocalNodes(@Nullable CannedReply reply) {
        localNodesReply = reply;
    }

    /** Restores the initial state: heals, starts and lists every node that runs in this process, and resets all counts. */
    public void reset() {
        localNodesReply = null;
        for (int index = 0; index < nodes.size(); index++) {
            TestNode node = nodes.get(index);
            node.heal();
            if (runsHere(index)) {
                node.start();
            }
            node.list();
            node.resetCounters();
        }
    }

    /** Stops all nodes, and the database if there is one. */
    @Override
    public void close() {
        nodes.forEach(TestNode::stop);
        closeBackend.run();
    }

    private boolean runsHere(int index) {
        return onlyNode.isEmpty() || onlyNode.getAsInt() == index;
    }

    private CannedReply localNodes(HttpUrl url, String ownDatacenter) {
        CannedReply override = localNodesReply;
        if (override != null) {
            return override;
        }
        String wantedDatacenter = url.queryParameter("dc") == null ? ownDatacenter : url.queryParameter("dc");
        String wantedRack = url.queryParameter("rack");
        return CannedReply.ok(nodes.stream()
                .filter(TestNode::isListed)
                .filter(node -> node.datacenter().equals(wantedDatacenter))
                .filter(node -> wantedRack == null || node.rack().equals(wantedRack))
                .map(node -> "\"" + node.address().host() + "\"")
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static NodeDispatcher.Backend verifying(SignatureCheck signatures, NodeDispatcher.Backend replies) {
        return request -> signatures.accepts(request)
                ? replies.reply(request)
                : CannedReply.error(400, "InvalidSignatureException", "the signature does not match the request");
    }

    /** Builds a cluster. Not thread-safe. */
    public static final class Builder {
        private final List<String> certificateNames = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();
        private int port;
        private OptionalInt onlyNode = OptionalInt.empty();
        private int nodes = 3;
        private CannedReplies replies = CannedReplies.defaults();
        private boolean dynamoDbLocal;
        private boolean https;
        private boolean sharedAddress;
        private String datacenter = "dc1";
        private String rack = "r1";
        private @Nullable AwsCredentialsIdentity credentials;

        private Builder() {}

        /** The initial number of nodes; default 3. */
        public Builder nodes(int nodes) {
            if (nodes < 1) {
                throw new IllegalArgumentException("nodes: " + nodes + " is too few; use 1 or more");
            }
            this.nodes = nodes;
            return this;
        }

        /**
         * Uses these hosts, one node each, all on this port, instead of 127.0.0.0/8; for example those of network namespaces.
         * This process must be able to bind them, except for nodes that it does not run (see {@link #onlyNode}).
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

        /** Answers requests with these replies, without a database. */
        public Builder replies(CannedReplies replies) {
            this.replies = replies;
            return this;
        }

        /**
         * Stores real data in one DynamoDB Local behind all nodes. It takes a few seconds to start, and requests are much
         * slower than with canned replies. Needs {@code com.amazonaws:DynamoDBLocal} on the class path.
         */
        public Builder dynamoDbLocal() {
            this.dynamoDbLocal = true;
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
                for (int i = 0; i < nodes; i++) {
                    cluster.addNode();
                }
                return cluster;
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }
    }
}
