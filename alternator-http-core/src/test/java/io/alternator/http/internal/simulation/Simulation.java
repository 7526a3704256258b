package io.alternator.http.internal.simulation;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.LoadBalancingPolicy;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.internal.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs a scenario once. The same arguments give the same recording, on every machine. */
final class Simulation {
    private static final long SEED = 20261124;

    private final Scenario scenario;
    private final AlternatorConfig config;
    private final FakeClock clock = new FakeClock();
    private final Random random = new Random(SEED);
    private final Recording recording;
    private final SimulatedCluster cluster;
    private final List<SimulatedClient> clients = new ArrayList<>();

    private Simulation(Scenario scenario, LoadBalancingPolicy policy, RoutingStrategy strategy) {
        this.scenario = scenario;
        this.config = scenario.settings()
                .apply(AlternatorConfig.builder()
                        .seeds("n1", "n2", "n3")
                        .nodeFilter(address -> true)
                        .policy(policy)
                        .strategy(strategy))
                .build();
        int nodes = scenario.nodes() + scenario.unlistedNodes();
        this.recording = new Recording(clock, nodes, scenario.length());
        this.cluster = new SimulatedCluster(nodes, scenario.nodes(), clock, fork(), recording);
    }

    static Recording run(Scenario scenario, LoadBalancingPolicy policy, RoutingStrategy strategy) {
        return new Simulation(scenario, policy, strategy).run();
    }

    private Recording run() {
        for (Scenario.Event event : scenario.events()) {
            clock.schedule(() -> event.what().accept(cluster), event.at());
        }
        for (int number = 1; number <= scenario.workload().clients(); number++) {
            start("client" + number);
        }
        clock.advance(scenario.length());
        clients.forEach(SimulatedClient::close);
        return recording;
    }

    private void start(String name) {
        SimulatedClient client = new SimulatedClient(cluster, config, clock, fork(), recording);
        clients.add(client);
        for (int number = 1; number <= scenario.workload().callers(); number++) {
            new SimulatedCaller(name + "-" + number, client, scenario.workload(), clock, fork(), recording).start();
        }
    }

    /** A generator for one user, so that the numbers of one user do not depend on how many another takes. */
    private Random fork() {
        return new Random(random.nextLong());
    }
}
