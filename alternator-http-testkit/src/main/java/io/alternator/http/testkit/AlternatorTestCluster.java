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
 * An Alternator cluster in this process: n nodes on addresses of their own out of 127.0.0.0/8, all on one port.
 *
 * <pre>{@code
 * try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3)) {
 *     AlternatorConfig config = cluster.config().build();
 *     …
 *     cluster.node(1).stop();
 * }
 * }</pre>
 *
 * <p>Nodes know each other at once: a node that is stopped stays in the list until it is {@linkplain TestNode#unlist taken
 * out}, as with gossip. Thread-safe.
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
                : new GivenAddresses(builder.port, List.copyOf(builder.hosts));
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
                builder.credentials == null ? replies : checked(new SignatureCheck(builder.credentials), replies);
    }

    /** A running cluster with canned replies. */
    public static AlternatorTestCluster start(int nodes) {
        return builder().nodes(nodes).start();
    }

    /** Three nodes with canned replies, unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** All nodes, running or not, in order of their addition. */
    public List<TestNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The node with this index, from 0. */
    public TestNode node(int index) {
        return nodes.get(index);
    }

    /** The node that is listed under this address. */
    public TestNode node(NodeAddress address) {
        return nodes.stream()
                .filter(node -> node.address().equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node has the address " + address));
    }

    /** Starts one more node, in the cluster's data center and rack. */
    public TestNode addNode() {
        return addNode(datacenter, rack);
    }

    /** Starts one more node. */
    public TestNode addNode(String datacenter, String rack) {
        NodeAddress listed = addresses.next();
        NodeAddress connect = addresses.connectAddress(listed);
        translations.put(listed, connect);
        FaultSwitch fault = new FaultSwitch();
        TrackedSockets sockets = new TrackedSockets();
        TestNode node = new TestNode(
                new TestNode.Place(listed, connect, datacenter, rack),
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

    /** The port that nodes have as far as the list goes. */
    public int port() {
        return addresses.port();
    }

    /** Where the first node listens, as {@code host:port}. */
    public String seed() {
        return node(0).connectAddress().toString();
    }

    /** Where the first node listens, as a URI. */
    public URI endpoint() {
        return URI.create(scheme() + "://" + seed());
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return certificates == null ? "http" : "https";
    }

    /** From a node's listed address to where it listens; needed where nodes share an address, harmless elsewhere. */
    public UnaryOperator<NodeAddress> addressTranslator() {
        return listed -> translations.getOrDefault(listed, listed);
    }

    /** A configuration that finds this cluster, to be completed. */
    public AlternatorConfig.Builder config() {
        return AlternatorConfig.builder()
                .seeds(seed())
                .scheme(scheme())
                .port(port())
                .addressTranslator(addressTranslator());
    }

    /** What a client must trust to talk to a cluster with {@link Builder#https}; empty without. */
    public List<TrustManager> trustManagers() {
        return certificates == null ? List.of() : List.of(certificates.trustManager());
    }

    /** Answers {@code /localnodes} so on every node, whatever the truth is; null ends it. */
    public void answerLocalNodes(@Nullable CannedReply reply) {
        localNodesReply = reply;
    }

    /** Starts, heals and lists every node that runs here, and counts from 0 again: what a test wants to find. */
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

    private CannedReply localNodes(HttpUrl url, String askedDatacenter) {
        CannedReply told = localNodesReply;
        if (told != null) {
            return told;
        }
        String wantedDatacenter = url.queryParameter("dc") == null ? askedDatacenter : url.queryParameter("dc");
        String wantedRack = url.queryParameter("rack");
        return CannedReply.ok(nodes.stream()
                .filter(TestNode::isListed)
                .filter(node -> node.datacenter().equals(wantedDatacenter))
                .filter(node -> wantedRack == null || node.rack().equals(wantedRack))
                .map(node -> "\"" + node.address().host() + "\"")
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static NodeDispatcher.Backend checked(SignatureCheck signatures, NodeDispatcher.Backend replies) {
        return request -> signatures.accepts(request)
                ? replies.reply(request)
                : CannedReply.error(400, "InvalidSignatureException", "the signature does not match the request");
    }

    /** Describes a cluster. Not thread-safe. */
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

        /** How many nodes to start with; default 3. */
        public Builder nodes(int nodes) {
            if (nodes < 1) {
                throw new IllegalArgumentException("nodes: " + nodes + " is no cluster; use 1 or more");
            }
            this.nodes = nodes;
            return this;
        }

        /**
         * One node on each of these addresses, all on this port, instead of addresses of 127.0.0.0/8: those of network
         * namespaces, say. They must be this machine's own, except for those of nodes that {@link #onlyNode} leaves to
         * others.
         */
        public Builder addresses(int port, String... hosts) {
            if (hosts.length == 0) {
                throw new IllegalArgumentException("addresses: none given; name the host of each node");
            }
            this.port = port;
            this.hosts.clear();
            this.hosts.addAll(List.of(hosts));
            return nodes(hosts.length);
        }

        /**
         * Runs this node alone, by its index; the others are listed, and run in other processes that are told the same
         * {@link #addresses}.
         */
        public Builder onlyNode(int index) {
            this.onlyNode = OptionalInt.of(index);
            return this;
        }

        /** Answers requests so, without a database. */
        public Builder replies(CannedReplies replies) {
            this.replies = replies;
            return this;
        }

        /**
         * Keeps real data, in one DynamoDB Local behind all nodes; it takes a few seconds to start and is slow. Needs
         * {@code com.amazonaws:DynamoDBLocal} on the class path.
         */
        public Builder dynamoDbLocal() {
            this.dynamoDbLocal = true;
            return this;
        }

        /** Refuses requests that are not signed with these credentials, over their headers as received. */
        public Builder verifySignatures(AwsCredentialsIdentity credentials) {
            this.credentials = credentials;
            return this;
        }

        /** Speaks TLS, with a certificate for each node's address and these names. */
        public Builder https(String... names) {
            this.https = true;
            this.certificateNames.addAll(List.of(names));
            return this;
        }

        /** Where nodes are unless they say otherwise; default {@code dc1}. */
        public Builder datacenter(String datacenter) {
            this.datacenter = datacenter;
            return this;
        }

        /** Where nodes are unless they say otherwise; default {@code r1}. */
        public Builder rack(String rack) {
            this.rack = rack;
            return this;
        }

        /** Lets all nodes listen on 127.0.0.1, on a port each, as happens by itself where no other address is to be had. */
        public Builder sharedAddress() {
            this.sharedAddress = true;
            return this;
        }

        /** Starts the cluster. */
        public AlternatorTestCluster start() {
            if (onlyNode.isPresent() && (onlyNode.getAsInt() < 0 || onlyNode.getAsInt() >= nodes)) {
                throw new IllegalArgumentException(
                        "onlyNode: there is no node " + onlyNode.getAsInt() + "; use 0 to " + (nodes - 1));
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
