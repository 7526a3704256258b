package io.alternator.http.integrations;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.kinesis.common.DdbTableConfig;
import software.amazon.kinesis.coordinator.MigrationAdaptiveLeaseAssignmentModeProvider;
import software.amazon.kinesis.coordinator.MigrationAdaptiveLeaseAssignmentModeProvider.LeaseAssignmentMode;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseSerializer;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseCoordinator;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseRefresher;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.leases.dynamodb.TableCreatorCallback;
import software.amazon.kinesis.metrics.MetricsFactory;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.metrics.MetricsScope;
import software.amazon.kinesis.metrics.NullMetricsScope;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * The lease code of the Kinesis Client Library 3. Two workers renew their leases, find new ones by the index on the owner, and write
 * checkpoints, while leases are assigned to one worker and the other in turn. At last one worker stops and the other takes its leases.
 *
 * <p>A lease's counter fails each write of a worker that has missed another write: one that was lost or made twice shows in it.
 */
final class LeaseProgram implements Program {
    private static final int ROUNDS = 24;
    private static final int LEASES = 8;
    private static final List<String> NAMES = List.of("worker 0", "worker 1");
    private static final String TABLE = "leases";
    private static final Duration LEASE =
            Duration.ofMinutes(30); // renewed by the program only, so that counters are equal
    private static final long DISCOVERY_MS = 50;
    private static final long EPSILON_MS = 1;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final LeaseSerializer SERIALIZER = new DynamoDBLeaseSerializer();

    @Override
    public Object run(Clients clients, Rounds rounds) throws Exception {
        DynamoDbAsyncClient client = clients.async();
        DynamoDBLeaseRefresher leader = refresher(client, "plain");
        boolean created = leader.createLeaseTableIfNotExists() && leader.waitUntilLeaseTableExists(1, 60);
        createTableWithIndex(client);
        leader = refresher(client, TABLE);
        for (int lease = 0; lease < LEASES; lease++) {
            leader.createLeaseIfNotExists(lease(lease));
        }
        List<DynamoDBLeaseCoordinator> workers = new ArrayList<>();
        CountDownLatch ownRenewals = new CountDownLatch(NAMES.size());
        try {
            for (String name : NAMES) {
                workers.add(coordinator(refresher(clients.async(), TABLE), name, metrics(ownRenewals)));
                workers.get(workers.size() - 1).start(newestMode());
            }
            require(ownRenewals.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS), "a worker does not renew its leases");
            DynamoDBLeaseRefresher assigner = leader;
            rounds.run(ROUNDS, number -> round(assigner, workers, number));
            List<String> assigned = described(leader);
            retire(leader, workers);
            return List.of(created, assigned, described(leader));
        } finally {
            workers.forEach(DynamoDBLeaseCoordinator::stop);
        }
    }

    private static void round(DynamoDBLeaseRefresher leader, List<DynamoDBLeaseCoordinator> workers, int number)
            throws Exception {
        String key = key(number % LEASES);
        int owner = (number / LEASES + number) % NAMES.size();
        require(leader.assignLease(leader.getLease(key), NAMES.get(owner)), key + " could not be assigned");
        awaitDiscovery(workers.get(owner), key);
        for (DynamoDBLeaseCoordinator worker : workers) {
            worker.runLeaseRenewer();
        }
        Lease held = workers.get(owner).getCurrentlyHeldLease(key);
        require(held != null, key + " was lost");
        held.checkpoint(new ExtendedSequenceNumber(Integer.toString(number)));
        require(
                workers.get(owner).updateLease(held, held.concurrencyToken(), "checkpoint", key),
                "no checkpoint for " + key);
    }

    private static void awaitDiscovery(DynamoDBLeaseCoordinator worker, String key) {
        await(key + " is discovered").atMost(TIMEOUT).until(() -> worker.getCurrentlyHeldLease(key) != null);
    }

    /** The second worker stops, its leases are taken from it, and the first takes them. */
    private static void retire(DynamoDBLeaseRefresher leader, List<DynamoDBLeaseCoordinator> workers) throws Exception {
        workers.get(1).stop();
        for (String key : leader.listLeaseKeysForWorker(NAMES.get(1))) {
            require(leader.evictLease(leader.getLease(key)), key + " could not be evicted");
        }
        workers.get(0).runLeaseTaker();
        require(workers.get(0).getAssignments().size() == LEASES, "leases were left over");
    }

    private static List<String> described(DynamoDBLeaseRefresher leader) throws Exception {
        return leader.listLeases().stream()
                .sorted(Comparator.comparing(Lease::leaseKey))
                .map(lease -> String.join(
                        " ",
                        lease.leaseKey(),
                        "of",
                        lease.leaseOwner(),
                        "counter",
                        lease.leaseCounter().toString(),
                        "switches",
                        lease.ownerSwitchesSinceCheckpoint().toString(),
                        "checkpoint",
                        lease.checkpoint().toString()))
                .toList();
    }

    private static String key(int number) {
        return "shard-" + number;
    }

    private static Lease lease(int number) {
        Lease lease = new Lease();
        lease.leaseKey(key(number));
        lease.checkpoint(ExtendedSequenceNumber.TRIM_HORIZON);
        lease.leaseCounter(0L);
        lease.ownerSwitchesSinceCheckpoint(0L);
        return lease;
    }

    private static DynamoDBLeaseRefresher refresher(DynamoDbAsyncClient client, String table) {
        return new DynamoDBLeaseRefresher(
                table,
                client,
                SERIALIZER,
                true,
                TableCreatorCallback.NOOP_TABLE_CREATOR_CALLBACK,
                TIMEOUT,
                new DdbTableConfig(),
                false,
                false,
                List.of());
    }

    /** Counts down when a worker has renewed the leases that it holds, which it does by itself at its start and every ten minutes. */
    private static MetricsFactory metrics(CountDownLatch renewals) {
        MetricsScope scope = new NullMetricsScope() {
            @Override
            public void addData(String name, double value, StandardUnit unit, MetricsLevel level) {
                if (name.equals("CurrentLeases")) {
                    renewals.countDown();
                }
            }
        };
        return () -> scope;
    }

    private static DynamoDBLeaseCoordinator coordinator(
            DynamoDBLeaseRefresher refresher, String name, MetricsFactory metrics) {
        return new DynamoDBLeaseCoordinator(
                refresher,
                name,
                LEASE.toMillis(),
                false,
                EPSILON_MS,
                LEASES,
                1,
                4,
                1,
                1,
                metrics,
                new LeaseManagementConfig.WorkerUtilizationAwareAssignmentConfig(),
                LeaseManagementConfig.GracefulLeaseHandoffConfig.builder().build(),
                new ConcurrentHashMap<>(),
                2 * (DISCOVERY_MS + EPSILON_MS),
                null,
                1);
    }

    /** The mode of new applications, in which workers discover the leases that were assigned to them. Only the library can set it. */
    private static MigrationAdaptiveLeaseAssignmentModeProvider newestMode() throws ReflectiveOperationException {
        MigrationAdaptiveLeaseAssignmentModeProvider mode = new MigrationAdaptiveLeaseAssignmentModeProvider();
        Method initialize = MigrationAdaptiveLeaseAssignmentModeProvider.class.getDeclaredMethod(
                "initialize", boolean.class, LeaseAssignmentMode.class);
        initialize.setAccessible(true);
        initialize.invoke(mode, false, LeaseAssignmentMode.WORKER_UTILIZATION_AWARE_ASSIGNMENT);
        return mode;
    }

    /** With the index from the start: not every server can add one to a table. */
    private static void createTableWithIndex(DynamoDbAsyncClient client) throws Exception {
        List<AttributeDefinition> attributes = Stream.of(
                        SERIALIZER.getAttributeDefinitions(),
                        SERIALIZER.getWorkerIdToLeaseKeyIndexAttributeDefinitions())
                .flatMap(definitions -> definitions.stream())
                .distinct()
                .toList();
        client.createTable(table -> table.tableName(TABLE)
                        .keySchema(SERIALIZER.getKeySchema())
                        .attributeDefinitions(attributes)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                .indexName("LeaseOwnerToLeaseKeyIndex")
                                .keySchema(SERIALIZER.getWorkerIdToLeaseKeyIndexKeySchema())
                                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                                .build()))
                .get();
        Clients.awaitActive(
                () -> client.describeTable(table -> table.tableName(TABLE)).join());
        require(
                refresher(client, TABLE).waitUntilLeaseOwnerToLeaseKeyIndexExists(1, TIMEOUT.toSeconds()),
                "the index is missing");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public String toString() {
        return "Kinesis Client Library, leases";
    }
}
