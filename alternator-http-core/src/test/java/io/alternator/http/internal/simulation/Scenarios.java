package io.alternator.http.internal.simulation;

import static io.alternator.http.internal.simulation.Condition.DOWN;
import static io.alternator.http.internal.simulation.Condition.FAILING;
import static io.alternator.http.internal.simulation.Condition.HEALTHY;
import static io.alternator.http.internal.simulation.Condition.HUNG;
import static io.alternator.http.internal.simulation.Condition.SHEDDING;
import static io.alternator.http.internal.simulation.Condition.SLOW;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.RoutingScope;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The scenarios, in the order of the report. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                even(),
                slow(),
                slowAndHedged(),
                hangs(),
                hangsAndHedged(),
                sheds(),
                fails(),
                join(),
                leave(),
                rollingRestart(),
                twoDown(),
                isolated(),
                foreignSeed(),
                unreachableList(),
                rackOfOne(),
                lostDatacenter(),
                mixed(),
                hundredClients(),
                thousandClients(),
                thousandClientsOfSubsets());
    }

    static Scenario even() {
        return Scenario.of("Even", "Nothing happens.");
    }

    static Scenario slow() {
        return Scenario.of("One slow", "n2's answers take 50 ms longer from 5 s to 13 s; it answers probes.")
                .withCondition(SLOW, 5, 13, 2);
    }

    static Scenario slowAndHedged() {
        return Scenario.of("One slow, reads hedged", "The same with hedging.")
                .withCondition(SLOW, 5, 13, 2)
                .withSettings(config -> config.hedging(true));
    }

    static Scenario hangs() {
        return Scenario.of("One hangs", "n2 accepts and says nothing from 5 s to 13 s, to probes neither.")
                .withCondition(HUNG, 5, 13, 2);
    }

    static Scenario hangsAndHedged() {
        return Scenario.of("One hangs, reads hedged", "The same with hedging.")
                .withCondition(HUNG, 5, 13, 2)
                .withSettings(config -> config.hedging(true));
    }

    static Scenario sheds() {
        return Scenario.of(
                        "One sheds fast",
                        "n2 refuses with RequestLimitExceeded from 5 s to 13 s, ten times as fast as it would serve.")
                .withCondition(SHEDDING, 5, 13, 2);
    }

    static Scenario fails() {
        return Scenario.of("One answers 500", "n2 answers 500 from 5 s to 13 s; its probes are fine.")
                .withCondition(FAILING, 5, 13, 2);
    }

    static Scenario join() {
        return Scenario.of("Join", "n4 is listed at 4 s and listens from 7 s on, as gossip is faster than a start.")
                .withNodes(3, 1)
                .at(4, cluster -> cluster.list(4))
                .at(7, cluster -> cluster.node(4).setCondition(HEALTHY))
                .reporting(4, 7, 4);
    }

    static Scenario leave() {
        return Scenario.of("Leave", "n3 is listed no more from 5 s on, and refuses connections from 15 s on.")
                .at(5, cluster -> cluster.unlist(3))
                .at(15, cluster -> cluster.node(3).setCondition(DOWN))
                .reporting(5, 24, 3);
    }

    static Scenario rollingRestart() {
        return Scenario.of("Rolling restart", "n1 is down from 3 s to 6 s, n2 from 8 s to 11 s, n3 from 13 s to 16 s.")
                .lasting(30)
                .withCondition(DOWN, 3, 6, 1)
                .withCondition(DOWN, 8, 11, 2)
                .withCondition(DOWN, 13, 16, 3)
                .reporting(3, 16, 1, 2, 3);
    }

    static Scenario twoDown() {
        return Scenario.of("Two of three down", "n2 and n3 are down from 5 s to 13 s; n1 alone is then at its limit.")
                .withCondition(DOWN, 5, 13, 2, 3);
    }

    static Scenario isolated() {
        return Scenario.of(
                        "One isolated",
                        "From 5 s to 13 s n3 lists only itself and answers 500; the others do not list it. All three are seeds.")
                .withCondition(FAILING, 5, 13, 3)
                .at(5, cluster -> {
                    cluster.unlist(3);
                    cluster.listsOnly(3, "n3");
                })
                .at(13, cluster -> {
                    cluster.list(3);
                    cluster.listsTheOthers(3);
                });
    }

    static Scenario foreignSeed() {
        return Scenario.of(
                        "A seed of another cluster",
                        "The seed n3 belongs to another cluster, of n3, n4 and n5, which list each other; n1 and n2 are the own one.")
                .withNodes(2, 3)
                .at(0, cluster -> {
                    for (int number = 3; number <= 5; number++) {
                        cluster.node(number).setCondition(HEALTHY);
                        cluster.listsOnly(number, "n3", "n4", "n5");
                    }
                })
                .reporting(1, 24, 3, 4, 5);
    }

    static Scenario unreachableList() {
        return Scenario.of(
                        "Unreachable list",
                        "From 5 s to 13 s all nodes list three addresses that refuse connections; the nodes go on serving.")
                .at(5, cluster -> {
                    for (int number = 1; number <= 3; number++) {
                        cluster.listsOnly(number, "x1", "x2", "x3");
                    }
                })
                .at(13, cluster -> {
                    for (int number = 1; number <= 3; number++) {
                        cluster.listsTheOthers(number);
                    }
                })
                .reporting(5, 13, 1, 2, 3);
    }

    static Scenario rackOfOne() {
        return Scenario.of(
                        "Rack of one",
                        "The client prefers rack r1, whose only node n1 is down from 5 s to 13 s and stays listed; n2 and n3 are in r2.")
                .withSettings(config -> config.scope(RoutingScope.rack("dc1", "r1")))
                .withCondition(DOWN, 5, 13, 1)
                .withWorkload(new Workload(1, 8, Duration.ofMillis(15), 0, 1))
                .at(0, cluster -> {
                    cluster.place("dc1", "r1", 1);
                    cluster.place("dc1", "r2", 2, 3);
                });
    }

    static Scenario lostDatacenter() {
        return Scenario.of(
                        "Lost data center",
                        "dc1 (n1, n2, n3) is down from 5 s to 13 s and stays listed; dc2 (n4, n5, n6) is the fallback.")
                .withNodes(6, 0)
                .withSettings(
                        config -> config.scope(RoutingScope.datacenter("dc1").orElse(RoutingScope.datacenter("dc2"))))
                .withCondition(DOWN, 5, 13, 1, 2, 3)
                .at(0, cluster -> {
                    cluster.place("dc1", "r1", 1, 2, 3);
                    cluster.place("dc2", "r1", 4, 5, 6);
                });
    }

    static Scenario mixed() {
        return Scenario.of(
                        "Cheap and costly",
                        "One call in fifty costs thirty times what the others do; that is, 90 ms. Nothing else happens.")
                .withWorkload(new Workload(1, 32, Duration.ofMillis(15), 0.02, 30));
    }

    static Scenario hundredClients() {
        return Scenario.of(
                        "100 clients, 100 nodes",
                        "Two callers a client, 100 ms between two calls of one. n7 is down from 3 s to 6 s.")
                .withNodes(100, 0)
                .withWorkload(new Workload(100, 2, Duration.ofMillis(100), 0, 1))
                .lasting(12)
                .withCondition(DOWN, 3, 6, 7);
    }

    /** Stall detection is off: nothing stalls, and it would take most of the test's time. */
    static Scenario thousandClients() {
        return thousand(
                "1,000 clients, 300 nodes",
                "One caller a client, 400 ms between two calls. n7 is down from 12 s to 15 s, and nobody looks for stalls.",
                config -> config);
    }

    static Scenario thousandClientsOfSubsets() {
        return thousand(
                "1,000 clients, 20 of 300 nodes each", "The same with subsets.", config -> config.subsetSize(20));
    }

    private static Scenario thousand(String title, String what, UnaryOperator<AlternatorConfig.Builder> settings) {
        return Scenario.of(title, what)
                .withNodes(300, 0)
                .withWorkload(new Workload(1000, 1, Duration.ofMillis(400), 0, 1))
                .withSettings(config -> settings.apply(config.stallTime(Duration.ofMinutes(10))))
                .withCondition(DOWN, 12, 15, 7)
                .lasting(24);
    }
}
