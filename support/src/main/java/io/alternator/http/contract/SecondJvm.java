package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.KeyAffinity;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An application in a JVM of its own, with this one's class path, whose client updates the hot keys of {@link AffinityContract} until
 * it is closed. It ends too when this JVM does.
 */
public final class SecondJvm implements AutoCloseable {
    private static final int CALLERS = 8;

    private final Process process;

    private SecondJvm(Process process) {
        this.process = process;
    }

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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SecondJvm.class.getName(),
                contract.getName(),
                strategy.name(),
                Integer.toString(phase)));
        cluster.nodes().forEach(node -> command.add(node.address() + "=" + node.connectAddress()));
        try {
            return new SecondJvm(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new IllegalStateException("no second JVM", e);
        }
    }

    /** False if it has failed. */
    boolean isRunning() {
        return process.isAlive();
    }

    /** Lets it end, and fails if one of its calls has failed. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the second JVM does not end");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("the second JVM has failed with " + process.exitValue());
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the second JVM was not closed", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The second JVM's program: the contract's class, the strategy, the phase, and the nodes as {@code listed=connect}. */
    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        Constructor<? extends AffinityContract> contract =
                Class.forName(args[0]).asSubclass(AffinityContract.class).getDeclaredConstructor();
        contract.setAccessible(true);
        int phase = Integer.parseInt(args[2]);
        Map<NodeAddress, NodeAddress> targets = new LinkedHashMap<>();
        for (String node : List.of(args).subList(3, args.length)) {
            int separator = node.indexOf('=');
            targets.put(address(node.substring(0, separator)), address(node.substring(separator + 1)));
        }
        AlternatorConfig config = AlternatorConfig.builder()
                .seeds(targets.values().iterator().next().toString())
                .port(targets.keySet().iterator().next().port())
                .addressTranslator(listed -> targets.getOrDefault(listed, listed))
                .strategy(RoutingStrategy.valueOf(args[1]))
                .stallTime(Duration.ofSeconds(20))
                .keyAffinity(KeyAffinity.readModifyWrite())
                .build();
        List<Throwable> errors;
        try (WriteClient client = contract.newInstance().openSigning(config)) {
            Await.until("all nodes are known", () -> AffinityContract.areUp(client, targets.size()));
            try (Load load = Load.start(CALLERS, AffinityContract.updates(client, () -> phase))) {
                System.in.transferTo(OutputStream.nullOutputStream()); // until the first JVM closes it, or ends
                errors = load.errors();
            }
        }
        errors.forEach(Throwable::printStackTrace);
        System.exit(errors.isEmpty() ? 0 : 1);
    }

    private static NodeAddress address(String text) {
        return NodeAddress.parse(text, 0);
    }
}
