package io.alternator.http.benchmarks.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A switch, a client and the nodes, each in its own network namespace, all in 198.18.0.0/24, which is reserved for benchmarks (RFC
 * 2544). All names follow from the prefix, so processes need to share only that. Deleted when closed, or by a shutdown hook.
 */
final class NetworkNamespaces implements AutoCloseable {
    private static final String NETWORK = "198.18.0.";
    private static final int FIRST_NODE = 11;

    private final String prefix;
    private final int nodes;
    private final Thread shutdownHook = new Thread(this::delete);

    private NetworkNamespaces(String prefix, int nodes) {
        this.prefix = prefix;
        this.nodes = nodes;
    }

    /** Why namespaces cannot be created here, or empty. Tries to create one: being root is neither sufficient nor always necessary. */
    static Optional<String> unavailableReason() {
        String name = ownPrefix() + "-try";
        try {
            ip("netns add " + name);
            ip("netns delete " + name);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static NetworkNamespaces create(int nodes) {
        NetworkNamespaces created = new NetworkNamespaces(ownPrefix(), nodes);
        Runtime.getRuntime().addShutdownHook(created.shutdownHook);
        try {
            created.build();
            return created;
        } catch (RuntimeException e) {
            created.close();
            throw e;
        }
    }

    /** Those that another process created; not to be closed by this one. */
    static NetworkNamespaces existing(String prefix, int nodes) {
        return new NetworkNamespaces(prefix, nodes);
    }

    /** The launcher of a process in a namespace. */
    static List<String> inside(String namespace) {
        return List.of("ip", "netns", "exec", namespace);
    }

    /** Unique per run. */
    String prefix() {
        return prefix;
    }

    int nodes() {
        return nodes;
    }

    String client() {
        return prefix + "-client";
    }

    String node(int index) {
        return prefix + "-" + port(index);
    }

    String[] hosts() {
        return IntStream.range(0, nodes)
                .mapToObj(index -> NETWORK + (FIRST_NODE + index))
                .toArray(String[]::new);
    }

    /** The node loses its carrier but the client does not: to the client, packets are lost silently. */
    void setSwitchPort(int node, String state) {
        ip("-n " + bridge() + " link set " + port(node) + " " + state);
    }

    private static String ownPrefix() {
        return "alternator-faults-" + ProcessHandle.current().pid();
    }

    private String bridge() {
        return prefix + "-switch";
    }

    private static String port(int index) {
        return "node" + index;
    }

    private void build() {
        ip("netns add " + bridge());
        ip("-n " + bridge() + " link add br0 type bridge");
        ip("-n " + bridge() + " link set br0 up");
        attach(client(), "client", NETWORK + "1");
        for (int node = 0; node < nodes; node++) {
            attach(node(node), port(node), hosts()[node]);
        }
    }

    private void attach(String namespace, String port, String host) {
        ip("netns add " + namespace);
        ip("link add eth0 netns " + namespace + " type veth peer name " + port + " netns " + bridge());
        ip("-n " + bridge() + " link set " + port + " master br0 up");
        ip("-n " + namespace + " address add " + host + "/24 dev eth0");
        ip("-n " + namespace + " link set eth0 up");
        ip("-n " + namespace + " link set lo up");
    }

    /** Deletes the namespaces. Processes inside must have ended. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // the JVM is shutting down: the hook is running
        }
    }

    private void delete() {
        IntStream.range(0, nodes).forEach(index -> delete(node(index)));
        delete(client());
        delete(bridge());
    }

    private static void delete(String namespace) {
        try {
            ip("netns delete " + namespace);
        } catch (IllegalStateException e) {
            // not created yet, or already deleted
        }
    }

    /** Runs {@code ip}; throws with its output if it fails or is not installed. */
    private static void ip(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("ip " + arguments + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException("ip " + arguments + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running ip " + arguments, e);
        }
    }
}
