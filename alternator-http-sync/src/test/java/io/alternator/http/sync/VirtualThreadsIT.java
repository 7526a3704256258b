package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeState;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Virtual threads that send requests are not pinned to their carriers, as the JVM itself reports: neither while they wait for a
 * response, nor while a node hangs and is ejected. Over Apache's client 5, which pins none itself.
 */
@Tag("platform")
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
final class VirtualThreadsIT {
    private static final int CALLERS = 32;
    private static final int REQUESTS = 20;
    private static final Duration SLOW = Duration.ofMillis(5); // so that callers do wait

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void healthyNodes_pinNoCaller(RoutingStrategy strategy) throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                AlternatorHttpClient http = http(cluster, strategy);
                DynamoDbClient client = client(cluster, http)) {
            cluster.nodes().forEach(node -> node.slow(SLOW));
            send(client); // loads all classes: waiting for that pins
            assertThat(pinned("io.alternator.http.", () -> send(client))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void hungNode_pinsNoCaller(RoutingStrategy strategy) throws Exception {
        assertThat(sendWhileANodeHangs(strategy)).as("warm-up").isTrue();
        assertThat(pinned("io.alternator.http.", () -> sendWhileANodeHangs(strategy)))
                .isEmpty();
    }

    @Test
    void threadThatBlocksWherePinned_isReported() throws Exception {
        String name = PinsWhileInitialized.class.getName();
        assertThat(pinned(name, () -> inVirtualThreads(1, () -> PinsWhileInitialized.count)))
                .isNotEmpty();
    }

    /** A virtual thread cannot leave its carrier while it initializes a class, in any JDK. */
    private static final class PinsWhileInitialized {
        static int count;

        static {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            count = 1;
        }
    }

    private static boolean sendWhileANodeHangs(RoutingStrategy strategy) throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                AlternatorHttpClient http = http(cluster, strategy);
                DynamoDbClient client = client(cluster, http)) {
            send(client);
            cluster.node(1).hang();
            do {
                send(client);
            } while (http.nodes().stream().noneMatch(node -> node.state() == NodeState.DOWN));
            return true;
        }
    }

    private static boolean send(DynamoDbClient client) throws Exception {
        return inVirtualThreads(CALLERS, () -> {
            for (int i = 0; i < REQUESTS; i++) {
                client.listTables();
            }
            return true;
        });
    }

    /** Runs a task in so many virtual threads at once; by reflection, as the tests are compiled for JDK 17. */
    private static boolean inVirtualThreads(int threads, Callable<?> task) throws Exception {
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            List<? extends Future<?>> tasks =
                    Stream.generate(() -> executor.submit(task)).limit(threads).toList();
            for (Future<?> each : tasks) {
                each.get(60, TimeUnit.SECONDS);
            }
            return true;
        } finally {
            executor.shutdownNow();
        }
    }

    /** The stacks of virtual threads that blocked while pinned, if they have a frame of such a class (other than this one). */
    private List<String> pinned(String classes, Callable<?> action) throws Exception {
        Path file = folder.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            action.call();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> frames(event).anyMatch(type -> type.startsWith(classes)))
                .map(RecordedEvent::toString)
                .toList();
    }

    private static Stream<String> frames(RecordedEvent event) {
        return event.getStackTrace() == null
                ? Stream.empty()
                : event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .filter(type -> !type.matches("\\Q" + VirtualThreadsIT.class.getName() + "\\E(\\$\\$.*)?"));
    }

    private static AlternatorHttpClient http(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        AlternatorConfig config = cluster.config().strategy(strategy).build();
        return AlternatorHttpClient.wrap(Apache5HttpClient.builder().maxConnections(3 * CALLERS), config);
    }

    private static DynamoDbClient client(AlternatorTestCluster cluster, AlternatorHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(cluster.endpoint())
                .httpClient(http)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .region(Region.US_EAST_1)
                .build();
    }
}
