package io.alternator.http.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.alternator.http.AlternatorConfig;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.SentAttempt;
import io.alternator.http.internal.testing.TestIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class ClusterResolverTest {
    private static final String GET_ITEM = "DynamoDB_20120810.GetItem";

    private final ClusterFixture fixture = new ClusterFixture().nodes(3);
    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> blockingWork = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ClusterResolver.class.getPackageName());
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void captureLogs() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void stopCapturing() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    private List<String> warnings() {
        return lines.list.stream()
                .filter(line -> line.getLevel().equals(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private ClusterPerEndpoint perEndpoint() {
        return new ClusterPerEndpoint(
                endpoint -> fixture.open(builder -> builder.seeds(endpoint.toString())),
                nanos::get,
                blockingWork::add,
                TestIdentity.ORDERS);
    }

    private ConfiguredCluster configured() {
        AlternatorConfig config =
                AlternatorConfig.builder().seeds("n1").domain("dog.example").build();
        return new ConfiguredCluster(
                config, fixture.open(builder -> builder.domain("dog.example")), TestIdentity.ORDERS);
    }

    /** Requests to the ports 1 to 16, which are all of one host. */
    private static List<Cluster> useAll(ClusterPerEndpoint resolver) {
        return IntStream.rangeClosed(1, 16)
                .mapToObj(port -> Objects.requireNonNull(resolver.resolve(toPort(port))))
                .toList();
    }

    private static SdkHttpRequest toPort(int port) {
        return request("http://a:" + port + "/", GET_ITEM);
    }

    private static SdkHttpRequest request(String uri, String target) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(uri))
                .putHeader("X-Amz-Target", target)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "http://dog.example:8000/, true",
        "http://DOG.example:8000/, true",
        "http://n1:8000/, true",
        "http://n3:8000/, true",
        "http://n9:8000/, false",
        "http://dog.example:9000/, false",
        "https://dog.example:8000/, false",
        "https://bucket.s3.amazonaws.com/key, false",
    })
    void configuredCluster_getsRequestsForItsEndpointSeedsAndNodes(String uri, boolean balanced) {
        assertThat(configured().resolve(request(uri, "DynamoDB_20120810.GetItem")) != null)
                .isEqualTo(balanced);
    }

    @ParameterizedTest
    @CsvSource({
        "DynamoDB_20120810.GetItem, true",
        "DynamoDBStreams_20120810.GetRecords, true",
        "AmazonSQS.SendMessage, false",
        "'', false",
    })
    void configuredCluster_getsOnlyDynamoDbRequests(String target, boolean balanced) {
        assertThat(configured().resolve(request("http://dog.example:8000/", target)) != null)
                .isEqualTo(balanced);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void dynamoDbRequestsOutsideTheConfiguration_passThrough_withOneWarning() {
        ConfiguredCluster resolver = configured();
        assertThat(resolver.resolve(request("http://n9:8000/", "AmazonSQS.SendMessage")))
                .isNull();
        assertThat(warnings()).isEmpty();
        assertThat(resolver.resolve(request("http://n9:8000/", GET_ITEM))).isNull();
        assertThat(resolver.resolve(request("http://n9:8000/", GET_ITEM))).isNull();
        assertThat(resolver.resolve(request("https://other.example/", GET_ITEM)))
                .isNull();
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(
                        "http://n9:8000", "http://dog.example:8000", ".endpointOverride(config.endpoint())", ".seeds(");
    }

    @Test
    void withoutConfiguration_dynamoDbRequestsGetOneClusterPerEndpoint() {
        ClusterPerEndpoint resolver = perEndpoint();
        Cluster first = resolver.resolve(request("http://a:1/", "DynamoDB_20120810.GetItem"));
        assertThat(first)
                .isNotNull()
                .isSameAs(resolver.resolve(request("http://a:1/", "DynamoDBStreams_20120810.GetRecords")));
        assertThat(resolver.resolve(request("http://a:2/", "DynamoDB_20120810.GetItem")))
                .isNotNull()
                .isNotSameAs(first);
        assertThat(resolver.resolve(request("http://a:1/", "AmazonSQS.SendMessage")))
                .isNull();
        assertThat(resolver.resolve(request("http://a:1/", "DynamoDB_20120810.GetItem").toBuilder()
                        .removeHeader("X-Amz-Target")
                        .build()))
                .isNull();
    }

    @Test
    void withoutConfiguration_theSeventeenthEndpointPassesThrough() {
        ClusterPerEndpoint resolver = perEndpoint();
        for (int port = 1; port <= 16; port++) {
            assertThat(resolver.resolve(request("http://a:" + port + "/", "DynamoDB_20120810.GetItem")))
                    .isNotNull();
        }
        assertThat(resolver.resolve(request("http://a:17/", "DynamoDB_20120810.GetItem")))
                .isNull();
        assertThat(resolver.resolve(request("http://a:16/", "DynamoDB_20120810.GetItem")))
                .isNotNull();
    }

    @Test
    void endpointUnusedForAnHour_makesRoom_andIsClosedOffTheRequestPath() {
        ClusterPerEndpoint resolver = perEndpoint();
        List<Cluster> clusters = useAll(resolver);
        nanos.addAndGet(Duration.ofMinutes(30).toNanos());
        for (int port = 1; port <= 16; port++) {
            if (port != 7) {
                assertThat(resolver.resolve(toPort(port))).isSameAs(clusters.get(port - 1));
            }
        }
        nanos.addAndGet(Duration.ofMinutes(29).toNanos());
        assertThat(resolver.resolve(toPort(17))).isNull();
        assertThat(blockingWork).isEmpty();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        SentAttempt attempt = SentAttempt.begin(clusters.get(6), ClusterFixture.request());
        assertThat(resolver.resolve(toPort(17))).isNotNull();
        assertThat(resolver.clusters()).hasSize(16).doesNotContain(clusters.get(6));
        assertThat(attempt.cancelCause()).isNull();
        assertThat(blockingWork).hasSize(1);
        blockingWork.get(0).run();
        assertThat(attempt.cancelCause()).isNotNull();
        assertThat(resolver.resolve(toPort(18))).isNull();
    }

    @Test
    void longestUnusedEndpointMakesRoomFirst() {
        ClusterPerEndpoint resolver = perEndpoint();
        List<Cluster> clusters = useAll(resolver);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        for (int port = 2; port <= 16; port++) {
            resolver.resolve(toPort(port));
        }
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(resolver.resolve(toPort(17))).isNotNull();
        assertThat(resolver.clusters()).doesNotContain(clusters.get(0)).containsAll(clusters.subList(1, 16));
    }

    @Test
    void removedEndpoint_isBalancedAgainOnceItsOldClusterIsClosed() {
        ClusterPerEndpoint resolver = perEndpoint();
        List<Cluster> clusters = useAll(resolver);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        for (int port = 3; port <= 17; port++) {
            resolver.resolve(toPort(port));
        }
        assertThat(resolver.clusters()).doesNotContain(clusters.get(0)).contains(clusters.get(1));
        assertThat(resolver.resolve(toPort(1))).isNull();
        blockingWork.get(0).run();
        assertThat(resolver.resolve(toPort(1))).isNotNull().isNotSameAs(clusters.get(0));
    }

    @Test
    void usedEndpoint_isKept_evenIfTheClockWraps() {
        nanos.set(Long.MAX_VALUE - 5);
        ClusterPerEndpoint resolver = perEndpoint();
        List<Cluster> clusters = useAll(resolver);
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(resolver.resolve(toPort(17))).isNull();
        assertThat(useAll(resolver)).isEqualTo(clusters);
    }

    @Test
    void tooManyEndpoints_areOneWarning() {
        ClusterPerEndpoint resolver = perEndpoint();
        useAll(resolver);
        resolver.resolve(toPort(17));
        resolver.resolve(toPort(18));
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("[orders, sync] 16 endpoints are balanced already");
    }

    @Test
    void closedResolver_makesNoCluster() {
        ClusterPerEndpoint resolver = perEndpoint();
        resolver.close();
        assertThat(resolver.resolve(toPort(1))).isNull();
    }
}
