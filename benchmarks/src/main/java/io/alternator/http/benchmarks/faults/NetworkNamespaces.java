package io.alternator.http.benchmarks.faults;

import java.util.Optional;

/** The network namespaces of a {@link NetworkPlan}. Deleted when closed, or by a shutdown hook. */
final class NetworkNamespaces implements AutoCloseable {
    private final NetworkPlan plan;
    private final Thread shutdownHook = new Thread(this::delete);

    private NetworkNamespaces(NetworkPlan plan) {
        this.plan = plan;
    }

    /**
     * Why namespaces cannot be created here, or empty if they can. Tries to create one: being root is neither sufficient nor always
     * necessary.
     */
    static Optional<String> unavailableReason() {
        String name = prefix() + "-try";
        try {
            IpCommand.run("netns add " + name);
            IpCommand.run("netns delete " + name);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static NetworkNamespaces create(int nodes) {
        NetworkNamespaces created = new NetworkNamespaces(new NetworkPlan(prefix(), nodes));
        Runtime.getRuntime().addShutdownHook(created.shutdownHook);
        try {
            created.build();
            return created;
        } catch (RuntimeException e) {
            created.close();
            throw e;
        }
    }

    NetworkPlan plan() {
        return plan;
    }

    private static String prefix() {
        return "alternator-faults-" + ProcessHandle.current().pid();
    }

    private void build() {
        IpCommand.run("netns add " + plan.bridge());
        IpCommand.run("-n " + plan.bridge() + " link add br0 type bridge");
        IpCommand.run("-n " + plan.bridge() + " link set br0 up");
        attach(plan.client(), "client", NetworkPlan.CLIENT_HOST);
        String[] hosts = plan.hosts();
        for (int node = 0; node < hosts.length; node++) {
            attach(plan.node(node), plan.port(node), hosts[node]);
        }
    }

    private void attach(String namespace, String port, String host) {
        IpCommand.run("netns add " + namespace);
        IpCommand.run("link add eth0 netns " + namespace + " type veth peer name " + port + " netns " + plan.bridge());
        IpCommand.run("-n " + plan.bridge() + " link set " + port + " master br0 up");
        IpCommand.run("-n " + namespace + " address add " + host + "/24 dev eth0");
        IpCommand.run("-n " + namespace + " link set eth0 up");
        IpCommand.run("-n " + namespace + " link set lo up");
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
        for (int node = 0; node < plan.nodes(); node++) {
            delete(plan.node(node));
        }
        delete(plan.client());
        delete(plan.bridge());
    }

    private static void delete(String namespace) {
        try {
            IpCommand.run("netns delete " + namespace);
        } catch (IllegalStateException e) {
            // not created yet, or already deleted
        }
    }
}
