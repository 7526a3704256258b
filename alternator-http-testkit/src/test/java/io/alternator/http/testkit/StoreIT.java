package io.alternator.http.testkit;

import org.junit.jupiter.api.extension.RegisterExtension;

final class StoreIT extends DataContract {
    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER =
            AlternatorClusterExtension.of(cluster -> cluster.nodes(2).store());

    @Override
    AlternatorTestCluster cluster() {
        return CLUSTER.cluster();
    }
}
