package io.alternator.http.benchmarks.faults;

import java.util.Optional;

/** A network made of namespaces: gone when closed, and when this process ends before. */
final class Namespaces implements AutoCloseable {
    private final NetworkPlan plan;
    private final Thread atExit = new Thread(this::delete);

    private Namespaces(NetworkPlan plan) {
        this.plan = plan;
    }

    /** Why there can be none here, if so. Found out by trying: what it takes is neither root alone nor always root. */
    static Optional<String> obstacle() {
        String name = prefix() + "-try";
        try {
            Ip.run("netns add " + name);
            Ip.run("netns delete " + name);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static Namespaces create(int nodes) {
        Namespaces created = new Namespaces(new NetworkPlan(prefix(), nodes));
        Runtime.getRuntime().addShutdownHook(created.atExit);
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
        Ip.run("netns add " + plan.bridge());
        Ip.run("-n " + plan.bridge() + " link add br0 type bridge");
        Ip.run("-n " + plan.bridge() + " link set br0 up");
        attach(plan.client(), "client", NetworkPlan.CLIENT_HOST);
        String[] hosts = plan.hosts();
        for (int node = 0; node < hosts.length; node++) {
            attach(plan.node(node), plan.port(node), hosts[node]);
        }
    }

    private void attach(String namespace, String port, String host) {
        Ip.run("netns add " + namespace);
        Ip.run("link add eth0 netns " + namespace + " type veth peer name " + port + " netns " + plan.bridge());
        Ip.run("-n " + plan.bridge() + " link set " + port + " master br0 up");
        Ip.run("-n " + namespace + " address add " + host + "/24 dev eth0");
        Ip.run("-n " + namespace + " link set eth0 up");
        Ip.run("-n " + namespace + " link set lo up");
    }

    /** Takes it down; processes inside are to be ended before. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // it runs already
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
            Ip.run("netns delete " + namespace);
        } catch (IllegalStateException e) {
            // it was not made yet, or is gone already
        }
    }
}
