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
import java.util.stream.Stream;

/**
 * Nodes {@code n1}, {@code n2}, …, in data centers and racks if a scenario says so. They return the same node list, which may
 * contain only some of them, unless a node has a list of its own. Every other host refuses connections.
 */
final class SimulatedCluster {
    private static final ControlReply ALIVE = new ControlReply(200, "healthy: node".getBytes(StandardCharsets.UTF_8));

    private final List<SimulatedNode> nodes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Integer> listed = new ArrayList<>();
    private final Recording recording;
    private final Map<Integer, List<String>> ownLists = new HashMap<>();
    private final Map<Integer, String> places = new HashMap<>();
    private final SimulatedNode nowhere;
    /** A cluster of {@code all} nodes. The first {@code listed} are listed; the others are down. */
    SimulatedCluster(int all, int listed, FakeClock clock, Random random, Recording recording) {
        this.recording = recording;
        this.nowhere = new SimulatedNode(clock, random);
        nowhere.setCondition(Condition.DOWN);
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

    /** The node with this number; 0 for a host that is no node. */
    SimulatedNode node(int number) {
        return number == 0 ? nowhere : nodes.get(number - 1);
    }

    /** The number of a node; 0 for any other host. */
    int number(String host) {
        return numbers.getOrDefault(host, 0);
    }

    int size() {
        return nodes.size();
    }

    void list(int number) {
        listed.add(number);
    }

    void unlist(int number) {
        listed.remove((Integer) number);
    }

    /** The node returns this list instead of the others'. */
    void listsOnly(int number, String... hosts) {
        ownLists.put(number, List.of(hosts));
    }

    /** The node returns the others' list again. */
    void listsTheOthers(int number) {
        ownLists.remove(number);
    }

    /** Puts nodes into a data center and rack; nodes without a place are in the one of the node that is asked. */
    void place(String datacenter, String rack, int... numbers) {
        for (int number : numbers) {
            places.put(number, "dc=" + datacenter + "&rack=" + rack);
        }
    }

    /** Answers a control call: {@code /localnodes} with a list, any other path with 200. */
    CompletableFuture<ControlReply> controlCall(String host, String path, String query) {
        boolean isListRequest = path.equals("/localnodes");
        if (isListRequest) {
            recording.listRequested();
        } else {
            recording.probed();
        }
        int number = number(host);
        return node(number).controlCall(isListRequest ? list(number, query) : ALIVE);
    }

    /** A node lists its own data center if none is named. */
    private ControlReply list(int asked, String query) {
        String place = places.getOrDefault(asked, "");
        String wanted = query.isEmpty() ? place.replaceFirst("&.*", "") : query;
        Stream<String> hosts = ownLists.containsKey(asked)
                ? ownLists.get(asked).stream()
                : listed.stream()
                        .filter(number -> (places.getOrDefault(number, place) + "&")
                                .startsWith(wanted.isEmpty() ? "" : wanted + "&"))
                        .map(SimulatedCluster::host);
        String json = hosts.map(host -> '"' + host + '"').collect(Collectors.joining(",", "[", "]"));
        return new ControlReply(200, json.getBytes(StandardCharsets.UTF_8));
    }
}
