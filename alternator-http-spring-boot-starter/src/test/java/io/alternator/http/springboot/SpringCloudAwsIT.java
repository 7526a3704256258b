package io.alternator.http.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Spring Cloud AWS's DynamoDB client, with its credentials and its region, over the balanced HTTP client. */
final class SpringCloudAwsIT {
    @RegisterExtension
    static final AlternatorClusterExtension CLUSTER = AlternatorClusterExtension.of(
            cluster -> cluster.nodes(3).verifySignatures(AwsBasicCredentials.create("alternator", "secret")));

    @Test
    void itsClient_usesTheBalancedHttpClient_itsCredentials_andItsRegion(AlternatorTestCluster cluster) {
        context("alternator.seeds=" + cluster.endpoint()).run(context -> {
            assertThat(context).hasSingleBean(DynamoDbClient.class).hasSingleBean(DynamoDbTemplate.class);
            DynamoDbClient client = context.getBean(DynamoDbClient.class);
            assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_1);
            assertThat(client.serviceClientConfiguration().endpointOverride()).contains(cluster.endpoint());
            reachesAllNodes(client, cluster);
        });
    }

    @Test
    void itsEndpoint_isEnough(AlternatorTestCluster cluster) {
        context("spring.cloud.aws.dynamodb.endpoint=" + cluster.endpoint())
                .run(context -> reachesAllNodes(context.getBean(DynamoDbClient.class), cluster));
    }

    @Test
    void httpClientForAllServices_doesNotReplaceTheBalancedOne(AlternatorTestCluster cluster) {
        context("alternator.seeds=" + cluster.endpoint())
                .withBean(
                        AwsSyncClientCustomizer.class,
                        () -> builder -> builder.httpClientBuilder(Apache5HttpClient.builder()))
                .run(context -> reachesAllNodes(context.getBean(DynamoDbClient.class), cluster));
    }

    @Test
    void customizerOfTheApplication_comesLast(AlternatorTestCluster cluster) {
        context("alternator.seeds=" + cluster.endpoint(), "alternator.region=eu-north-1")
                .withBean(DynamoDbClientCustomizer.class, () -> builder -> builder.region(Region.SA_EAST_1))
                .run(context -> assertThat(context.getBean(DynamoDbClient.class)
                                .serviceClientConfiguration()
                                .region())
                        .isEqualTo(Region.SA_EAST_1));
    }

    @Test
    void asyncClient_whichItDoesNotHave_isTheStarters_withTheSameCredentials(AlternatorTestCluster cluster) {
        context("alternator.seeds=" + cluster.endpoint()).run(context -> {
            DynamoDbAsyncClient client = context.getBean(DynamoDbAsyncClient.class);
            assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_1);
            assertThat(client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("rex"))))
                            .join()
                            .hasItem())
                    .isTrue();
        });
    }

    @Test
    void disabled_leavesItsClientAlone(AlternatorTestCluster cluster) {
        context("alternator.enabled=false", "spring.cloud.aws.dynamodb.endpoint=" + cluster.endpoint())
                .run(context -> {
                    assertThat(context).doesNotHaveBean(AlternatorHttpClient.class);
                    read(context.getBean(DynamoDbClient.class));
                    assertThat(cluster.node(0).requests()).isEqualTo(1);
                    assertThat(cluster.node(0).controlRequests()).isZero();
                });
    }

    private static void reachesAllNodes(DynamoDbClient client, AlternatorTestCluster cluster) {
        Awaitility.await().until(() -> {
            read(client);
            return cluster.nodes().stream().mapToLong(TestNode::requests).allMatch(requests -> requests > 0);
        });
    }

    private static void read(DynamoDbClient client) {
        Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("rex"));
        assertThat(client.getItem(get -> get.tableName("dogs").key(key)).item()).isEqualTo(key);
    }

    private static ApplicationContextRunner context(String... properties) {
        return Starter.context(properties)
                .withConfiguration(AutoConfigurations.of(
                        AwsAutoConfiguration.class,
                        CredentialsProviderAutoConfiguration.class,
                        RegionProviderAutoConfiguration.class,
                        DynamoDbAutoConfiguration.class))
                .withBean(
                        AlternatorConfigCustomizer.class,
                        () -> config -> config.addressTranslator(SpringCloudAwsIT::translated))
                .withPropertyValues(
                        "spring.cloud.aws.region.static=eu-west-1",
                        "spring.cloud.aws.credentials.access-key=alternator",
                        "spring.cloud.aws.credentials.secret-key=secret");
    }

    private static NodeAddress translated(NodeAddress listed) {
        return CLUSTER.cluster().addressTranslator().apply(listed);
    }
}
