package io.alternator.http.internal.keys;

import io.alternator.http.KeyAffinity;
import io.alternator.http.internal.affinity.CurrentRing;
import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.affinity.Ring;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.identity.ClientIdentity;
import io.alternator.http.internal.identity.ClientLog;
import io.alternator.http.internal.operation.Operations;
import io.alternator.http.internal.operation.RequestBody;
import io.alternator.http.internal.time.Scheduler;
import io.alternator.http.internal.time.Ticker;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Key affinity as configured: gives each write that counts the order of its partition key. */
public final class KeyedWrites implements Affinity {
    private static final String DELETES = "DeleteTable";
    private static final Set<String> OF_TABLES = Set.of("CreateTable", "DescribeTable", "UpdateTable", DELETES);

    private final ClientLog log;
    private final ClientLog schemaLog;
    private final boolean anyWrite;
    private final KeyNames names;
    private final CurrentRing ring;
    private final Optional<KeyLookups> lookups;
    private final KeyedListener listener;
    private final UnkeyedCalls unkeyed = new UnkeyedCalls();

    /**
     * Affinity for one cluster.
     *
     * @param blocking calls the application's lookup, which may block
     */
    public KeyedWrites(
            KeyAffinity settings,
            CurrentRing ring,
            Scheduler scheduler,
            Executor blocking,
            Ticker ticker,
            RandomGenerator random,
            KeyedListener listener,
            ClientIdentity client) {
        this.log = client.log(KeyedWrites.class);
        this.anyWrite = settings.mode() == KeyAffinity.Mode.ANY_WRITE;
        this.names = new KeyNames(settings.partitionKeys());
        this.ring = ring;
        this.schemaLog = client.log(SchemaReader.class);
        this.lookups = settings.lookup()
                .map(lookup -> new KeyLookups(lookup, names, scheduler, blocking, ticker, random, client));
        this.listener = listener;
    }

    @Override
    public @Nullable NodeOrder<ClusterNode> order(SdkHttpRequest request, RequestBody body) {
        WriteOperation operation = WriteOperation.of(Operations.target(request));
        if (operation == null || (operation.isBatch() && !anyWrite)) {
            return null;
        }
        Ring<ClusterNode> nodes = ring.get();
        if (nodes.isEmpty()) {
            return null;
        }
        KeyReader keys = new KeyReader(names);
        WriteScan scan = new WriteScan(operation, anyWrite, isCompressed(request), keys);
        if (!read(body, scan) || !scan.qualifies() || unkeyed.hasRetry(request)) {
            return null;
        }
        long[] hashes = keys.hashes();
        String unnamed = keys.unnamed();
        if (unnamed != null) {
            lookups.ifPresent(wanted -> wanted.want(unnamed));
        }
        if (hashes.length == 0) {
            withoutKey(request, unnamed, keys.isNotScalar());
            return null;
        }
        return operation.isBatch() ? nodes.orderOfBatch(hashes) : nodes.orderOf(hashes[0]);
    }

    private static boolean isCompressed(SdkHttpRequest request) {
        return request.firstMatchingHeader("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    }

    /** False if the body cannot be read, or is not what DynamoDB takes. */
    private boolean read(RequestBody body, WriteScan scan) {
        try {
            return body.read(scan) && (!scan.needsSecondPass() || body.read(scan));
        } catch (IOException | RuntimeException e) {
            log.debug("A write is routed as usual: no partition key can be read from its body", e);
            return false;
        }
    }

    private void withoutKey(SdkHttpRequest request, @Nullable String unnamed, boolean notScalar) {
        if (unnamed != null) {
            unkeyed.add(request);
            listener.keyed(KeyedResult.NAME_UNKNOWN);
        } else if (notScalar) {
            listener.keyed(KeyedResult.NOT_SCALAR);
        }
    }

    @Override
    public @Nullable SchemaReader schemaReader(SdkHttpRequest request) {
        String operation = Operations.name(request);
        return OF_TABLES.contains(operation) ? new SchemaReader(names, operation.equals(DELETES), schemaLog) : null;
    }
}
