package io.alternator.http.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** A web application with Actuator, seen over HTTP: health, meters, and what remains when it ends. */
final class ApplicationIT {
    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(
            cluster -> cluster.nodes(3).store().verifySignatures(AwsBasicCredentials.create("alternator", "secret")));

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, AttributeValue> REX = Map.of("id", AttributeValue.fromS("rex"));
    private static final List<String> PROPERTIES = List.of(
            "server.port=0",
            "spring.application.name=dogs",
            "spring.main.banner-mode=off",
            "alternator.access-key=alternator",
            "alternator.secret-key=secret",
            "spring.autoconfigure.exclude=" // what the class path has of Spring Cloud AWS
                    + "io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration,"
                    + "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration,"
                    + "io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration,"
                    + "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration",
            "management.endpoints.web.exposure.include=health,metrics",
            "management.endpoint.health.show-details=always");

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void nothingRemains() {
        CLUSTER.cluster().nodes().forEach(TestNode::heal); // a node that hangs does not notice that its client has gone
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(clientThreads()).isEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(CLUSTER.cluster().nodes())
                        .allSatisfy(node -> assertThat(node.openConnections()).isZero()));
    }

    @BeforeAll
    static void createTable() {
        try (ConfigurableApplicationContext application = start()) {
            application
                    .getBean(DynamoDbClient.class)
                    .createTable(table -> table.tableName("dogs")
                            .keySchema(KeySchemaElement.builder()
                                    .attributeName("id")
                                    .keyType("HASH")
                                    .build())
                            .attributeDefinitions(AttributeDefinition.builder()
                                    .attributeName("id")
                                    .attributeType("S")
                                    .build())
                            .billingMode("PAY_PER_REQUEST"));
        }
    }

    @Test
    void runsOnTheVersionOfThisModule_withTheLibrariesThatItManages() {
        assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("expected.spring-boot"));
        assertThat(version(MeterRegistry.class)).isEqualTo(version(Observation.class));
    }

    @Test
    void syncAndAsyncClientsWork_andMetersCountEachNode(AlternatorTestCluster cluster) {
        try (ConfigurableApplicationContext application = start()) {
            DynamoDbClient sync = application.getBean(DynamoDbClient.class);
            DynamoDbAsyncClient async = application.getBean(DynamoDbAsyncClient.class);
            sync.putItem(put -> put.tableName("dogs").item(REX));
            await().atMost(PATIENCE).until(() -> {
                assertThat(read(sync)).isEqualTo(REX);
                assertThat(async.getItem(get -> get.tableName("dogs").key(REX))
                                .join()
                                .item())
                        .isEqualTo(REX);
                return cluster.nodes().stream()
                        .allMatch(node -> measured(application, node, "dogs") > 0
                                && measured(application, node, "dogs-async") > 0);
            });
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(
                                    measured(application, node, "dogs") + measured(application, node, "dogs-async"))
                            .isEqualTo(node.requests()));
            assertThat(clientThreads()).isNotEmpty();
        }
    }

    @Tag("soak")
    @Test
    void health_isUnknown_thenUp_thenDown_andTellsWhy(AlternatorTestCluster cluster) {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(health(application).path("status").asText()).isEqualTo("UNKNOWN");

            cluster.nodes().forEach(TestNode::hang);
            DynamoDbClient client = application.getBean(DynamoDbClient.class);
            assertThat(health(application).path("status").asText()).isEqualTo("UNKNOWN");

            cluster.nodes().forEach(TestNode::heal);
            await().atMost(PATIENCE)
                    .until(() -> health(application).path("status").asText().equals("UP"));
            await().atMost(PATIENCE)
                    .until(() -> details(application).path("nodesUp").asInt() == 3);
            TestNode killed = cluster.node(1);
            killed.stop();
            await().atMost(PATIENCE).until(() -> {
                read(client);
                return node(application, killed).path("state").asText().equals("DOWN");
            });
            assertThat(node(application, killed).path("reason").asText()).contains("connect");
            assertThat(node(application, cluster.node(0)).path("state").asText())
                    .isEqualTo("UP");
            assertThat(node(application, cluster.node(0)).path("weight").asDouble())
                    .isBetween(0.02, 1.0);
            assertThat(health(application).path("status").asText()).isEqualTo("UP");
            assertThat(status(application, "/actuator/health")).isEqualTo(200);

            cluster.nodes().forEach(TestNode::stop);
            await().atMost(PATIENCE).until(() -> {
                assertThat(catchThrowable(() -> read(client))).isNotNull();
                return health(application).path("status").asText().equals("DOWN");
            });
            assertThat(status(application, "/actuator/health")).isEqualTo(503);

            cluster.node(2).start();
            await().atMost(PATIENCE)
                    .until(() -> health(application).path("status").asText().equals("UP"));
            assertThat(read(client)).isNotNull();
        }
    }

    @Test
    void health_canBeSwitchedOff() {
        try (ConfigurableApplicationContext application = start("management.health.alternator.enabled=false")) {
            assertThat(status(application, "/actuator/health/alternator")).isEqualTo(404);
            assertThat(status(application, "/actuator/health")).isEqualTo(200);
        }
    }

    /** As with devtools, which closes a context and starts the next one; here the registry survives. */
    @Test
    void restartedContext_leavesNoMeterTwice_andNoneOnceTheRegistryIsReadAfterTheGrace() {
        MeterRegistry registry = new SurvivingRegistry();
        Set<Meter.Id> first = runOnce(registry);
        Set<Meter.Id> second = runOnce(registry);
        assertThat(first).isNotEmpty();
        assertThat(second).isEqualTo(first);
        await().atMost(PATIENCE).untilAsserted(() -> {
            registry.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
            assertThat(alternatorMeters(registry)).isEmpty();
        });
        assertThat(alternatorMeters(Metrics.globalRegistry)).isEmpty();
    }

    /** The meters of one run, once all nodes are known. */
    private static Set<Meter.Id> runOnce(MeterRegistry registry) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("sharedRegistry", registry))
                .properties(PROPERTIES.toArray(String[]::new))
                .properties(
                        "alternator.seeds=" + CLUSTER.cluster().endpoint(),
                        "alternator.meter-grace=50ms",
                        "management.metrics.use-global-registry=false",
                        "management.simple.metrics.export.enabled=false")
                .run()) {
            DynamoDbClient client = application.getBean(DynamoDbClient.class);
            await().atMost(PATIENCE).untilAsserted(() -> {
                client.listTables();
                assertThat(CLUSTER.cluster().nodes())
                        .allSatisfy(node -> assertThat(alternatorMeters(registry))
                                .anySatisfy(meter -> {
                                    assertThat(meter.getName()).isEqualTo("alternator.client.requests");
                                    assertThat(meter.getTag("client")).isEqualTo("dogs");
                                    assertThat(meter.getTag("node")).isEqualTo(node.toString());
                                }));
            });
            return alternatorMeters(registry);
        }
    }

    private static Set<Meter.Id> alternatorMeters(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("alternator."))
                .collect(Collectors.toSet());
    }

    private static Map<String, AttributeValue> read(DynamoDbClient client) {
        return client.getItem(get -> get.tableName("dogs").key(REX)).item();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .properties(PROPERTIES.toArray(String[]::new))
                .properties("alternator.seeds=" + CLUSTER.cluster().endpoint())
                .properties(properties)
                .run();
    }

    private long measured(ConfigurableApplicationContext application, TestNode node, String client) {
        HttpResponse<String> meter = get(
                application, "/actuator/metrics/alternator.client.requests?tag=client:" + client + "&tag=node:" + node);
        return meter.statusCode() == 404
                ? 0
                : json(meter.body()).at("/measurements/0/value").asLong();
    }

    private JsonNode node(ConfigurableApplicationContext application, TestNode node) {
        return details(application).path("nodes").path(node.toString());
    }

    private JsonNode details(ConfigurableApplicationContext application) {
        return health(application).path("details").path("alternatorHttpClient");
    }

    private JsonNode health(ConfigurableApplicationContext application) {
        return json(get(application, "/actuator/health/alternator").body());
    }

    private int status(ConfigurableApplicationContext application, String path) {
        return get(application, path).statusCode();
    }

    private HttpResponse<String> get(ConfigurableApplicationContext application, String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("alternator-"))
                .toList();
    }

    private static String version(Class<?> type) {
        String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceAll(".*-([0-9][^-]*)\\.jar", "$1");
    }

    /** Stays open when Spring Boot closes the registries of a context. */
    private static final class SurvivingRegistry extends SimpleMeterRegistry {
        @Override
        public void close() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        /** Where the test cluster's nodes share one address, they listen elsewhere than they are listed. */
        @Bean
        AlternatorConfigCustomizer translator() {
            return config -> config.addressTranslator(CLUSTER.cluster().addressTranslator());
        }

        /** Not Apache 5: the SDK's client leaves its connections open when it is closed, balanced or not. */
        @Bean
        ApacheHttpClient.Builder httpClientBuilder() {
            return ApacheHttpClient.builder();
        }
    }
}
