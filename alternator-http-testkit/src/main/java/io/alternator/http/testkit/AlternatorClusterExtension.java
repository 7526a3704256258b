package io.alternator.http.testkit;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs one cluster for all tests of a class and {@linkplain AlternatorTestCluster#reset() resets} it before each test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(cluster -> cluster.nodes(3));
 *
 * @Test
 * void survivesALostNode(AlternatorTestCluster cluster) { … }
 * }</pre>
 *
 * <p>Register it in a static field. Nodes that a test adds remain for the following tests.
 *
 * @since 0.1.0
 */
public final class AlternatorClusterExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private final UnaryOperator<AlternatorTestCluster.Builder> settings;
    private @Nullable AlternatorTestCluster cluster;

    private AlternatorClusterExtension(UnaryOperator<AlternatorTestCluster.Builder> settings) {
        this.settings = settings;
    }

    /** An extension that runs a cluster with these settings. */
    public static AlternatorClusterExtension of(UnaryOperator<AlternatorTestCluster.Builder> settings) {
        return new AlternatorClusterExtension(settings);
    }

    /**
     * The running cluster.
     *
     * @throws IllegalStateException outside of the class's tests
     */
    public AlternatorTestCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("the cluster is not running; register the extension in a static field");
        }
        return cluster;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = settings.apply(AlternatorTestCluster.builder()).start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        cluster().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AlternatorTestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster();
    }
}
