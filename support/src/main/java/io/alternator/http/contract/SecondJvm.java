package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.support.ChildJvm;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** An application in a JVM of its own, whose client updates the hot keys of {@link AffinityContract} until it is closed. */
record SecondJvm(ChildJvm<ArrayList<String>> process) implements AutoCloseable {
    /** In the first JVM too. */
    static final int CALLERS = 8;

    /**
     * Starts it.
     *
     * @param contract makes the client
     * @param phase marks its updates
     */
    static SecondJvm start(
            Class<? extends AffinityContract> contract,
            AlternatorTestCluster cluster,
            RoutingStrategy strategy,
            int phase) {
        Map<String, String> targets = new LinkedHashMap<>();
        cluster.nodes()
                .forEach(node -> targets.put(
                        node.address().toString(), node.connectAddress().toString()));
        return new SecondJvm(ChildJvm.start(() -> run(contract, targets, strategy, phase)));
    }

    /** False if it has failed. */
    boolean isRunning() {
        return process.isAlive();
    }

    /** Lets it end, and fails if one of its calls has failed. */
    @Override
    public void close() {
        try (process) {
            List<String> errors = process.query(Duration.ofMinutes(1));
            if (!errors.isEmpty()) {
                throw new AssertionError("the second JVM's calls have failed: " + errors);
            }
        }
    }

    /**
     * The second JVM's program.
     *
     * @param targets where to connect to the nodes, by the addresses that are listed
     * @return ends the calls, and answers which have failed
     */
    private static Callable<ArrayList<String>> run(
            Class<? extends AffinityContract> contract,
            Map<String, String> targets,
            RoutingStrategy strategy,
            int phase)
            throws ReflectiveOperationException {
        Map<NodeAddress, NodeAddress> byListed = new LinkedHashMap<>();
        targets.forEach((listed, target) -> byListed.put(NodeAddress.parse(listed, 0), NodeAddress.parse(target, 0)));
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds(targets.values().iterator().next())
                .port(byListed.keySet().iterator().next().port())
                .addressTranslator(listed -> byListed.getOrDefault(listed, listed))
                .strategy(strategy)
                .stallTime(Duration.ofSeconds(20))
                .keyAffinity(KeyAffinity.readModifyWrite())
                .build();
        Constructor<? extends AffinityContract> constructor = contract.getDeclaredConstructor();
        constructor.setAccessible(true);
        WriteClient client = constructor.newInstance().openSigning(config);
        Await.until("all nodes are known", () -> AffinityContract.areUp(client, targets.size()));
        Load load = Load.start(CALLERS, AffinityContract.updates(client, () -> phase));
        return () -> {
            load.close();
            client.close();
            return new ArrayList<>(load.errors().stream().map(String::valueOf).toList());
        };
    }
}
