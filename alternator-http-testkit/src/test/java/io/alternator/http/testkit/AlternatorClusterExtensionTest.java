package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AlternatorClusterExtensionTest {

    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(cluster -> cluster.nodes(2));

    @RepeatedTest(2)
    void clusterIsResetBeforeEachTest(AlternatorTestCluster cluster) throws IOException {
        assertThat(cluster).isSameAs(CLUSTER.cluster());
        assertThat(cluster.nodes()).hasSize(2).allMatch(TestNode::isRunning).allMatch(TestNode::isListed);
        assertThat(RawHttp.exchange(cluster.node(0), "POST", "/")).startsWith("HTTP/1.1 200");
        assertThat(cluster.node(0).requests()).isEqualTo(1);
        cluster.node(0).fail(500);
        cluster.node(1).stop();
        cluster.node(1).unlist();
    }
}
