package io.alternator.http.internal.simulation;

import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.transport.ControlReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes {@code n1}, {@code n2}, …. All return the same node list, which may contain only some of them. */
final class SimulatedCluster {
    private static final ControlReply ALIVE = new ControlReply(200, "healthy".getBytes(StandardCharsets.UTF_8));

    private final List<SimulatedNode> nodes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Integer> listed = new ArrayList<>();
    private final Recording recording;
    private ControlReply list = ALIVE;

    /** A cluster of {@code all} nodes. The first {@code listed} are listed; the others are down. */
    SimulatedCluster(int all, int listed, FakeClock clock, Random random, Recording recording) {
        this.recording = recording;
        this.nodes = IntStream.range(0, all)
                .mapToObj(node -> new SimulatedNode(clock, new Random(random.nextLong())))
                .toList();
        for (int number = 1; number <= all; number++) {
            numbers.put(host(number), number);
            if (number <= listed) {
                list(number);
            } else {
                node(number).setCondition(Condition.DOWN);
            }
        }
    }

    /** The host of the node with this number, which starts at 1. */
    static String host(int number) {
        return "n" + number;
    }

    SimulatedNode node(int number) {
        return nodes.get(number - 1);
    }

    int number(String host) {
        return numbers.getOrDefault(host, 0);
    }

    int size() {
        return nodes.size();
    }

    void list(int number) {
        listed.add(number);
        listChanged();
    }

    void unlist(int number) {
        listed.remove((Integer) number);
        listChanged();
    }

    /** Answers a control call: {@code /localnodes} with the list, any other path with 200. */
    CompletableFuture<ControlReply> controlCall(String host, String path) {
        boolean isListRequest = path.equals("/localnodes");
        if (isListRequest) {
            recording.listRequested();
        } else {
            recording.probed();
        }
        return node(number(host)).controlCall(isListRequest ? list : ALIVE);
    }

    private void listChanged() {
        String json =
                listed.stream().map(number -> '"' + host(number) + '"').collect(Collectors.joining(",", "[", "]"));
        list = new ControlReply(200, json.getBytes(StandardCharsets.UTF_8));
    }
}
