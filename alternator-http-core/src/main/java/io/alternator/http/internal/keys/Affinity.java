package io.alternator.http.internal.keys;

import io.alternator.http.internal.affinity.NodeOrder;
import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.operation.RequestBody;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What key affinity does with a request. Thread-safe. */
public interface Affinity {
    /** No request has a key. */
    Affinity OFF = new Affinity() {
        @Override
        public @Nullable NodeOrder<ClusterNode> order(SdkHttpRequest request, RequestBody body) {
            return null;
        }

        @Override
        public @Nullable SchemaReader schemaReader(SdkHttpRequest request) {
            return null;
        }
    };

    /** The order of the nodes for the partition keys that the request writes; null if it is routed as usual. Reads the body. */
    @Nullable
    NodeOrder<ClusterNode> order(SdkHttpRequest request, RequestBody body);

    /** Reads along in the response, if that may tell a table's partition key; else null. */
    @Nullable
    SchemaReader schemaReader(SdkHttpRequest request);
}
