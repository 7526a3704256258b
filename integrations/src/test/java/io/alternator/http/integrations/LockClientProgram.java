package io.alternator.http.integrations;

import static org.awaitility.Awaitility.await;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * Amazon's DynamoDB lock client. Two owners count in turn under one lock, by a read and an unconditional write: a count that is too
 * low was not protected. Each owner also holds a lock of its own from begin to end, which its heartbeats keep alive.
 */
final class LockClientProgram implements Program {
    private static final int ROUNDS = 30;
    private static final List<String> OWNERS = List.of("left", "right");
    private static final String LOCKS = "locks";
    private static final String COUNTS = "counts";
    private static final String KEY = "key";
    private static final String COUNT = "count";
    private static final String SHARED = "shared";
    private static final long LEASE_MS = 60_000; // longer than any pause of a slow machine
    private static final long HEARTBEAT_MS = 100;
    private static final long REFRESH_MS = 10;

    @Override
    public String toString() {
        return "DynamoDB lock client";
    }

    @Override
    public Object run(Clients clients, Rounds rounds) throws Exception {
        createTables(clients.sync());
        List<Owner> owners = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(OWNERS.size());
        try {
            for (String name : OWNERS) {
                owners.add(new Owner(name, clients.sync()));
            }
            AtomicInteger inside = new AtomicInteger();
            rounds.run(ROUNDS, number -> {
                List<Future<?>> both = new ArrayList<>();
                for (Owner owner : owners) {
                    both.add(threads.submit(() -> {
                        owner.count(inside);
                        return null;
                    }));
                }
                for (Future<?> each : both) {
                    each.get();
                }
            });
            for (Owner owner : owners) {
                owner.finish();
            }
            return Map.of(COUNT, owners.get(0).readCount(), LOCKS, owners.get(0).locks());
        } finally {
            threads.shutdownNow();
            for (Owner owner : owners) {
                owner.locks.close();
            }
        }
    }

    private static void createTables(DynamoDbClient client) {
        ProvisionedThroughput throughput = ProvisionedThroughput.builder()
                .readCapacityUnits(10L)
                .writeCapacityUnits(10L)
                .build();
        for (String table : List.of(LOCKS, COUNTS)) {
            AmazonDynamoDBLockClient.createLockTableInDynamoDB(
                    CreateDynamoDBTableOptions.builder(client, throughput, table)
                            .withPartitionKeyName(KEY)
                            .build());
            Clients.awaitActive(() -> client.describeTable(description -> description.tableName(table)));
        }
    }

    private static final class Owner {
        private final String name;
        private final DynamoDbClient client;
        private final AmazonDynamoDBLockClient locks;
        private final LockItem own;
        private final String firstVersion;

        Owner(String name, DynamoDbClient client) throws InterruptedException {
            this.name = name;
            this.client = client;
            this.locks = new AmazonDynamoDBLockClient(AmazonDynamoDBLockClientOptions.builder(client, LOCKS)
                    .withOwnerName(name)
                    .withTimeUnit(TimeUnit.MILLISECONDS)
                    .withLeaseDuration(LEASE_MS)
                    .withHeartbeatPeriod(HEARTBEAT_MS)
                    .withCreateHeartbeatBackgroundThread(true)
                    .build());
            locks.assertLockTableExists();
            this.own = locks.acquireLock(AcquireLockOptions.builder(name).build());
            this.firstVersion = own.getRecordVersionNumber();
        }

        void count(AtomicInteger inside) throws InterruptedException {
            LockItem shared = locks.acquireLock(AcquireLockOptions.builder(SHARED)
                    .withTimeUnit(TimeUnit.MILLISECONDS)
                    .withRefreshPeriod(REFRESH_MS)
                    .withAdditionalTimeToWaitForLock(LEASE_MS)
                    .withDeleteLockOnRelease(false)
                    .build());
            if (inside.incrementAndGet() != 1) {
                throw new IllegalStateException("two owners hold the lock " + SHARED);
            }
            int count = readCount() + 1;
            client.putItem(put -> put.tableName(COUNTS)
                    .item(Map.of(
                            KEY, AttributeValue.fromS(SHARED), COUNT, AttributeValue.fromN(Integer.toString(count)))));
            inside.decrementAndGet();
            shared.close();
        }

        private int readCount() {
            AttributeValue count = client.getItem(get -> get.tableName(COUNTS)
                            .key(Map.of(KEY, AttributeValue.fromS(SHARED)))
                            .consistentRead(true))
                    .item()
                    .get(COUNT);
            return count == null ? 0 : Integer.parseInt(count.n());
        }

        /** Checks that its own lock was kept, and releases it. */
        void finish() {
            await("a heartbeat of the lock " + name)
                    .atMost(LEASE_MS, TimeUnit.MILLISECONDS)
                    .until(() -> !own.getRecordVersionNumber().equals(firstVersion));
            if (own.isExpired() || !locks.getLock(name, Optional.empty()).isPresent()) {
                throw new IllegalStateException("the lock " + name + " was lost");
            }
            own.sendHeartBeat();
            own.close();
        }

        /** The locks in the table by name; false if somebody holds it. */
        Map<String, Boolean> locks() {
            return locks.getAllLocksFromDynamoDB(false)
                    .collect(Collectors.toMap(LockItem::getPartitionKey, LockItem::isExpired));
        }
    }
}
