package io.alternator.http.examples.snippets;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullUnmarked;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What snippets of the manual take as given. */
@NullUnmarked
public abstract class Given {
    protected final MeterRegistry registry = new SimpleMeterRegistry();
    protected final String password = "";
    protected final KeyManager[] keyManagers = {};
    protected final TrustManager[] trustManagers = {};
    protected AlternatorConfig config;
    protected AlternatorTestCluster cluster;
    protected DynamoDbClient client;
    protected DynamoDbAsyncClient asyncClient;
    protected TrustManagerFactory factory;

    /** Runs the statements of a snippet. */
    public void run() throws Exception {}

    /** An application's own class. */
    protected static final class MyService {
        public MyService(AlternatorConfig config) {}

        public void work() {}
    }
}
