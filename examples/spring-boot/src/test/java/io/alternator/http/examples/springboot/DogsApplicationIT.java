package io.alternator.http.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.springboot.AlternatorConfigCustomizer;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The unchanged application, over HTTP, on a test cluster that verifies signatures. */
@ExtendWith(
        DogsApplicationIT.AssertNoThreadLeft
                .class) // registered before Spring's extension, so its afterAll runs after the context is closed
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "logging.level.org.apache.catalina.core.ContainerBase=off", // it logs the errors that the tests provoke
            "alternator.max-ejection-time=2s" // bounds the pauses between probes while no request flows
        })
@AutoConfigureObservability(tracing = false) // tests disable Prometheus by default
@DirtiesContext
final class DogsApplicationIT {
    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(cluster -> cluster.nodes(3)
            .replies(new InMemoryItems())
            .verifySignatures(AwsBasicCredentials.create("alternator", "secret")));

    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(30);

    private final TestRestTemplate http;

    DogsApplicationIT(@Autowired TestRestTemplate http) {
        this.http = http;
    }

    @DynamicPropertySource
    static void seeds(DynamicPropertyRegistry properties) {
        properties.add("alternator.seeds", () -> CLUSTER.cluster().endpoint().toString());
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Translation {
        /** The test cluster's nodes listen elsewhere than they are listed. */
        @Bean
        AlternatorConfigCustomizer translator() {
            return config -> config.addressTranslator(CLUSTER.cluster().addressTranslator());
        }
    }

    @BeforeEach
    void allNodesAreUp() {
        await().atMost(RECOVERY_TIMEOUT).until(() -> client().path("nodesUp").asInt() == 3);
    }

    /** Checks after Spring has closed the application. */
    static final class AssertNoThreadLeft implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext context) {
            await().until(() -> clientThreads().isEmpty());
        }
    }

    @Test
    void writesAndReads_andMetersCountEveryNode(AlternatorTestCluster cluster) {
        Map<TestNode, Long> before =
                cluster.nodes().stream().collect(Collectors.toMap(Function.identity(), this::measuredRequests));
        write("rex", "Rex");
        await().pollInterval(POLL_INTERVAL).until(() -> {
            assertThat(read("rex")).isEqualTo("Rex");
            return cluster.nodes().stream().allMatch(node -> node.requests() > 0);
        });
        assertThat(http.getForEntity("/dogs/nobody", String.class).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        before.forEach((node, requests) ->
                assertThat(measuredRequests(node) - requests).as("%s", node).isEqualTo(node.requests()));
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(http.getForObject("/actuator/prometheus", String.class))
                        .contains("alternator_client_requests_seconds_count{client=\"dogs\",node=\"" + node
                                + "\",outcome=\"success\"}"));
        assertThat(clientThreads()).isNotEmpty();
    }

    @Test
    void killedNode_isDownInTheHealthDetails_whileTheApplicationIsUp(AlternatorTestCluster cluster) {
        write("ace", "Ace");
        TestNode killed = cluster.node(1);
        killed.stop();
        await().pollInterval(POLL_INTERVAL).until(() -> {
            assertThat(read("ace")).isEqualTo("Ace");
            return state(killed).equals("DOWN");
        });
        assertThat(state(cluster.node(0))).isEqualTo("UP");
        assertThat(health().get("status").asText()).isEqualTo("UP");
        assertThat(overallHealth().getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void allNodesStopped_applicationIsDown_untilOneRestarts(AlternatorTestCluster cluster) {
        write("bo", "Bo");
        cluster.nodes().forEach(TestNode::stop);
        assertThat(http.getForEntity("/dogs/bo", String.class).getStatusCode())
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(health().get("status").asText()).isEqualTo("DOWN");
        assertThat(overallHealth().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        cluster.node(2).start();
        await().until(() -> health().get("status").asText().equals("UP"));
        assertThat(read("bo")).isEqualTo("Bo");
    }

    @Test
    void libraryVersionsMatchThoseManagedBySpringBoot() {
        assertThat(version(MeterRegistry.class)).isEqualTo(version(Observation.class));
        assertThat(version(JsonParser.class)).isEqualTo(version(ObjectMapper.class));
        assertThat(version(LoggerContext.class)).isEqualTo(version(Context.class));
    }

    private void write(String id, String name) {
        http.put("/dogs/" + id, name);
    }

    private String read(String id) {
        return http.getForObject("/dogs/" + id, String.class);
    }

    /** The node's request count from Actuator; 0 if the node has no meter yet. */
    private long measuredRequests(TestNode node) {
        ResponseEntity<JsonNode> meter =
                http.getForEntity("/actuator/metrics/alternator.client.requests?tag=node:" + node, JsonNode.class);
        return meter.getStatusCode() == HttpStatus.NOT_FOUND
                ? 0
                : meter.getBody().at("/measurements/0/value").asLong();
    }

    private String state(TestNode node) {
        return client().path("nodes").path(node.toString()).path("state").asText();
    }

    private JsonNode client() {
        return health().at("/details/alternatorHttpClient");
    }

    private JsonNode health() {
        return http.getForEntity("/actuator/health/alternator", JsonNode.class).getBody();
    }

    private ResponseEntity<JsonNode> overallHealth() {
        return http.getForEntity("/actuator/health", JsonNode.class);
    }

    private static String version(Class<?> type) {
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceAll(".*-([0-9][^-]*)\\.jar", "$1");
    }

    private static List<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("alternator-"))
                .toList();
    }
}
