package io.alternator.http.benchmarks.stub;

import com.sun.management.OperatingSystemMXBean;
import io.alternator.http.AlternatorConfig;
import io.alternator.http.support.ChildJvm;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nodes on Netty with fixed responses. Each has an address of 127.0.0.0/8 that was not used before, and all have the same port, as in
 * Alternator. Confined to one thread, besides the event loop's.
 */
public final class StubCluster implements AutoCloseable {
    private static final int PER_BLOCK = 250;

    /** One thread serves all clusters of the process. */
    private static final EventLoopGroup EVENT_LOOP =
            new NioEventLoopGroup(1, new DefaultThreadFactory(StubCluster.class, true));

    private final ByteBuf item;
    private final String network = "127." + ThreadLocalRandom.current().nextInt(16, 250) + ".";
    private final List<StubNode> listed = new ArrayList<>();
    private final List<StubNode> leaving = new ArrayList<>();
    private volatile ByteBuf nodeList = StubItem.response("application/json", "[]");
    private int port; // the first node's, which is a free one
    private int addresses;

    /**
     * The listed nodes at a point in time, and what they have read.
     *
     * @param hosts their addresses, on one port
     * @param requests DynamoDB requests, without node list requests and probes
     * @param lastNodeRequests those of them read by the last node
     * @param bytes of all requests
     * @param accepted connections accepted
     * @param open connections open now
     * @param processCpuNanos CPU time of the whole process, for all its clusters
     */
    public record State(
            List<String> hosts,
            int port,
            long requests,
            long lastNodeRequests,
            long bytes,
            long accepted,
            long open,
            long processCpuNanos)
            implements Serializable {
        /** The configuration of a client of theirs. */
        public AlternatorConfig.Builder config() {
            return AlternatorConfig.builder().seeds(hosts).port(port);
        }
    }

    /**
     * Starts the nodes.
     *
     * @param slowNodeDelay the response delay of the last node, for DynamoDB requests
     */
    public StubCluster(int nodes, Duration slowNodeDelay, StubItem item) {
        this.item = item.response();
        add(nodes - 1, Duration.ZERO);
        add(1, slowNodeDelay);
    }

    /**
     * Starts a process of several clusters, so that their traffic is counted separately. It can be asked for their states.
     *
     * @param slowNodeDelay the response delay of each cluster's last node
     */
    public static ChildJvm<State[]> startProcess(int clusters, int nodes, Duration slowNodeDelay, StubItem item) {
        return ChildJvm.start(() -> {
            List<StubCluster> serving = Stream.generate(() -> new StubCluster(nodes, slowNodeDelay, item))
                    .limit(clusters)
                    .toList();
            return () -> serving.stream().map(StubCluster::state).toArray(State[]::new);
        });
    }

    private List<String> hosts() {
        return listed.stream().map(node -> node.host).toList();
    }

    /** How many addresses there were so far. */
    public int addresses() {
        return addresses;
    }

    public State state() {
        return new State(
                hosts(),
                port,
                sum(node -> node.requests.sum()),
                listed.get(listed.size() - 1).requests.sum(),
                sum(node -> node.bytes.sum()),
                sum(node -> node.accepted.sum()),
                sum(StubNode::open),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
    }

    /** True once each listed node got a DynamoDB request. */
    public boolean allAreUsed() {
        return listed.stream().allMatch(node -> node.requests.sum() > 0);
    }

    /** Lists new nodes instead of the oldest. These go on listening until the next call. */
    public void replace(int nodes) {
        leaving.forEach(StubNode::close);
        leaving.clear();
        List<StubNode> oldest = listed.subList(0, nodes);
        leaving.addAll(oldest);
        oldest.clear();
        add(nodes, Duration.ZERO);
    }

    private long sum(ToLongFunction<StubNode> counter) {
        return listed.stream().mapToLong(counter).sum();
    }

    private void add(int nodes, Duration delay) {
        for (int i = 0; i < nodes; i++) {
            String host = network + addresses / PER_BLOCK + "." + (addresses % PER_BLOCK + 1);
            addresses++;
            StubNode node = new StubNode(host, delay, item, () -> nodeList);
            port = node.listen(EVENT_LOOP, port);
            listed.add(node);
        }
        nodeList = StubItem.response(
                "application/json", hosts().stream().collect(Collectors.joining("\",\"", "[\"", "\"]")));
    }

    @Override
    public void close() {
        leaving.forEach(StubNode::close);
        listed.forEach(StubNode::close);
    }
}
