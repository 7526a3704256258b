package io.alternator.http.testkit;

import io.alternator.http.testkit.thirdparty.Dynalite;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on a server of another maker, through {@code backend}. */
final class DynaliteIT extends DataContract {
    @RegisterExtension
    @Order(1)
    static final Dynalite SERVER = new Dynalite();

    @RegisterExtension
    @Order(2)
    static final AlternatorClusterExtension CLUSTER =
            AlternatorClusterExtension.of(cluster -> cluster.nodes(2).backend(SERVER.uri()));

    @Override
    AlternatorTestCluster cluster() {
        return CLUSTER.cluster();
    }
}
