package io.alternator.http.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A program runs over the wrapper on a cluster of three nodes, of which one is killed and comes back, as it does with the bare client
 * on one healthy node: without an error, and with the same data in the end. The nodes verify signatures.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class ProgramContract {
    private static final Logger LOG = LoggerFactory.getLogger("io.alternator.http.integrations");

    /** What runs on this data. */
    abstract List<Program> programs();

    /** Gives the nodes their data. */
    abstract AlternatorTestCluster.Builder with(AlternatorTestCluster.Builder cluster);

    @ParameterizedTest
    @MethodSource("programs")
    void runsThroughTheLossOfANode_asWithTheBareClient(Program program) throws Exception {
        Object expected = onOneHealthyNode(program);
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            assertThat(onThreeNodes(program, strategy))
                    .as("outcome with %s", strategy)
                    .isEqualTo(expected);
        }
    }

    private Object onOneHealthyNode(Program program) throws Exception {
        try (AlternatorTestCluster cluster = start(1);
                Clients clients = Clients.bare(cluster)) {
            Object outcome = program.run(clients, new Rounds(Rounds.Outage.NONE));
            finish(cluster, clients, program + ", bare client");
            return outcome;
        }
    }

    private Object onThreeNodes(Program program, RoutingStrategy strategy) throws Exception {
        try (AlternatorTestCluster cluster = start(3);
                Clients clients = Clients.wrapped(cluster, strategy)) {
            Object outcome = program.run(clients, new Rounds(new NodeOutage(cluster, clients)));
            finish(cluster, clients, program + ", " + strategy);
            return outcome;
        }
    }

    /** Nodes with an empty server, which other runs may have used before. */
    private AlternatorTestCluster start(int nodes) {
        AlternatorTestCluster cluster = with(AlternatorTestCluster.builder().nodes(nodes))
                .verifySignatures(Clients.CREDENTIALS)
                .start();
        try (Clients clients = Clients.bare(cluster)) {
            DynamoDbClient client = clients.sync();
            client.listTables().tableNames().forEach(name -> client.deleteTable(table -> table.tableName(name)));
            await("no table is left")
                    .until(() -> client.listTables().tableNames().isEmpty());
        }
        cluster.reset(); // these requests do not count
        return cluster;
    }

    private void finish(AlternatorTestCluster cluster, Clients clients, String run) {
        Calls calls = clients.calls();
        LOG.info(
                "{}, {}: {} calls, {} attempts, {} requests at the nodes {}, {} conditions not met, {} errors",
                run,
                getClass().getSimpleName(),
                calls.answered(),
                calls.attempts(),
                cluster.nodes().stream().mapToLong(TestNode::requests).sum(),
                cluster.nodes().stream().map(TestNode::requests).toList(),
                calls.conditionsFailed(),
                calls.errors().size());
        assertThat(calls.errors()).isEmpty();
    }
}
