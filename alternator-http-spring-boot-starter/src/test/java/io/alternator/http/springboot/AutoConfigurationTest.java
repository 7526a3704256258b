package io.alternator.http.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.async.AlternatorAsyncHttpClient;
import io.alternator.http.sync.AlternatorHttpClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.utils.AttributeMap;

final class AutoConfigurationTest {
    private static final String SEEDS = "alternator.seeds=127.0.0.1:1";

    @Test
    void disabled_leavesNothing() {
        Starter.context(SEEDS, "alternator.enabled=false", "alternator.port=70000")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(AlternatorConfig.class)
                        .doesNotHaveBean(SdkHttpClient.class)
                        .doesNotHaveBean(SdkAsyncHttpClient.class)
                        .doesNotHaveBean(DynamoDbClient.class)
                        .doesNotHaveBean(DynamoDbAsyncClient.class)
                        .doesNotHaveBean(AlternatorProperties.class));
    }

    @Test
    void seedsAlone_giveAllClients() {
        Starter.context(SEEDS).run(context -> {
            assertThat(context.getBean(SdkHttpClient.class)).isInstanceOf(AlternatorHttpClient.class);
            assertThat(context.getBean(SdkAsyncHttpClient.class)).isInstanceOf(AlternatorAsyncHttpClient.class);
            assertThat(context.getBean(SdkHttpClient.class).clientName()).isEqualTo("Apache5");
            DynamoDbServiceClientConfiguration sync =
                    context.getBean(DynamoDbClient.class).serviceClientConfiguration();
            DynamoDbServiceClientConfiguration async =
                    context.getBean(DynamoDbAsyncClient.class).serviceClientConfiguration();
            assertThat(sync.endpointOverride()).contains(URI.create("http://127.0.0.1:1"));
            assertThat(async.endpointOverride()).isEqualTo(sync.endpointOverride());
            assertThat(sync.region()).isEqualTo(Region.US_EAST_1);
        });
    }

    @Test
    void clientsThatAreNotInjected_areNotMade() {
        Starter.context(SEEDS)
                .run(context -> assertThat(context.getBeanFactory().getSingletonNames())
                        .contains("alternatorConfig")
                        .doesNotContain(
                                "alternatorHttpClient",
                                "alternatorAsyncHttpClient",
                                "alternatorDynamoDbClient",
                                "alternatorDynamoDbAsyncClient"));
    }

    /** Such as one of the common pool, whose class loader knows nothing in the jar of a Spring Boot application. */
    @Test
    void clients_areMadeOnAThreadOfAnotherClassLoader() {
        Starter.context(SEEDS).run(context -> {
            List<Object> made = new ArrayList<>();
            Thread thread = new Thread(() -> {
                made.add(context.getBean(DynamoDbClient.class));
                made.add(context.getBean(DynamoDbAsyncClient.class));
            });
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            thread.start();
            thread.join();
            assertThat(made).hasSize(2);
        });
    }

    @Test
    void beansOfTheApplication_mayHaveTheNamesOfClients() {
        Starter.context(SEEDS)
                .withBean("dynamoDbClient", Object.class, Object::new)
                .withBean("dynamoDbAsyncClient", Object.class, Object::new)
                .run(context -> {
                    assertThat(context).hasSingleBean(DynamoDbClient.class);
                    assertThat(context).hasSingleBean(DynamoDbAsyncClient.class);
                });
    }

    @Test
    void beansOfTheApplicationWin() {
        AlternatorConfig config =
                AlternatorConfig.builder().seeds("127.0.0.2:2").build();
        AlternatorHttpClient http = AlternatorHttpClient.wrap(Apache5HttpClient.builder(), config);
        DynamoDbClient dynamoDb = DynamoDbClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        Starter.context(SEEDS)
                .withBean("mine", AlternatorConfig.class, () -> config)
                .withBean("http", AlternatorHttpClient.class, () -> http)
                .withBean("db", DynamoDbClient.class, () -> dynamoDb)
                .run(context -> {
                    assertThat(context.getBean(AlternatorConfig.class)).isSameAs(config);
                    assertThat(context.getBean(AlternatorHttpClient.class)).isSameAs(http);
                    assertThat(context.getBean(DynamoDbClient.class)).isSameAs(dynamoDb);
                    assertThat(context.getBean(DynamoDbAsyncClient.class)
                                    .serviceClientConfiguration()
                                    .endpointOverride())
                            .contains(config.endpoint());
                });
    }

    @Test
    void anotherHttpClientOfTheApplication_isInjectedByItsType_andDoesNotReplaceTheBalancedOne() {
        SdkHttpClient other = Apache5HttpClient.create();
        Starter.context(SEEDS)
                .withBean("other", SdkHttpClient.class, () -> other)
                .run(context -> {
                    assertThat(context.getBean(SdkHttpClient.class)).isSameAs(other);
                    assertThat(context).hasSingleBean(AlternatorHttpClient.class);
                });
    }

    @Test
    void builderOfTheApplication_isWrapped() {
        CountingBuilder builder = new CountingBuilder();
        Starter.context(SEEDS).withBean(CountingBuilder.class, () -> builder).run(context -> {
            assertThat(context.getBean(AlternatorHttpClient.class)).isNotNull();
            assertThat(builder.built).hasPositiveValue();
        });
    }

    @Test
    void withoutAnHttpClientOnTheClassPath_thereIsNoClient_andTheReportSaysWhatToAdd() {
        FilteredClassLoader withoutNetty = new FilteredClassLoader(
                new ClassPathResource("META-INF/services/" + SdkAsyncHttpService.class.getName()));
        Starter.context(SEEDS).withClassLoader(withoutNetty).run(context -> {
            assertThat(context).doesNotHaveBean(AlternatorAsyncHttpClient.class);
            assertThat(context).doesNotHaveBean(DynamoDbAsyncClient.class).hasSingleBean(DynamoDbClient.class);
            assertThat(report(context.getBeanFactory())).contains("add netty-nio-client");
        });
        FilteredClassLoader withoutApache =
                new FilteredClassLoader(new ClassPathResource("META-INF/services/" + SdkHttpService.class.getName()));
        Starter.context(SEEDS).withClassLoader(withoutApache).run(context -> {
            assertThat(context).doesNotHaveBean(AlternatorHttpClient.class);
            assertThat(context).doesNotHaveBean(DynamoDbClient.class).hasSingleBean(DynamoDbAsyncClient.class);
            assertThat(report(context.getBeanFactory())).contains("add apache5-client");
        });
    }

    @Test
    void regionAndCredentials_areThoseOfTheProperties_elseOfTheBeans() {
        AwsRegionProvider regions = () -> Region.AP_SOUTH_1;
        AwsCredentialsProvider credentials = AnonymousCredentialsProvider.create();
        Starter.context(SEEDS)
                .withBean(AwsRegionProvider.class, () -> regions)
                .withBean(AwsCredentialsProvider.class, () -> credentials)
                .run(context -> {
                    DynamoDbServiceClientConfiguration client =
                            context.getBean(DynamoDbClient.class).serviceClientConfiguration();
                    assertThat(client.region()).isEqualTo(Region.AP_SOUTH_1);
                    assertThat(client.credentialsProvider()).isSameAs(credentials);
                });
        Starter.context(SEEDS, "alternator.region=eu-north-1", "alternator.access-key=a", "alternator.secret-key=b")
                .withBean(AwsRegionProvider.class, () -> regions)
                .withBean(AwsCredentialsProvider.class, () -> credentials)
                .run(context -> {
                    DynamoDbServiceClientConfiguration client =
                            context.getBean(DynamoDbAsyncClient.class).serviceClientConfiguration();
                    assertThat(client.region()).isEqualTo(Region.EU_NORTH_1);
                    assertThat(identity(client.credentialsProvider()).accessKeyId())
                            .isEqualTo("a");
                    assertThat(identity(client.credentialsProvider()).secretAccessKey())
                            .isEqualTo("b");
                });
        Starter.context(SEEDS, "alternator.anonymous=true")
                .run(context -> assertThat(identity(context.getBean(DynamoDbClient.class)
                                        .serviceClientConfiguration()
                                        .credentialsProvider())
                                .accessKeyId())
                        .isNull());
    }

    @Test
    void regionChainThatFindsNone_isNoFailure() {
        AwsRegionProvider none = () -> {
            throw SdkClientException.create("none");
        };
        Starter.context(SEEDS)
                .withBean(AwsRegionProvider.class, () -> none)
                .run(context -> assertThat(context.getBean(DynamoDbClient.class)
                                .serviceClientConfiguration()
                                .region())
                        .isEqualTo(Region.US_EAST_1));
    }

    @Test
    void regionAndCredentialsOfTheProperties_needNoBean() {
        Starter.context(SEEDS, "alternator.region=eu-north-1", "alternator.anonymous=true")
                .withUserConfiguration(TwoAccounts.class)
                .run(context -> {
                    assertThat(context.getBean(DynamoDbClient.class)
                                    .serviceClientConfiguration()
                                    .region())
                            .isEqualTo(Region.EU_NORTH_1);
                    assertThat(context.getBean(DynamoDbAsyncClient.class)).isNotNull();
                });
    }

    @Test
    void severalRegions_areNoFailure_asAnyWillDo() {
        Starter.context(SEEDS, "alternator.anonymous=true")
                .withUserConfiguration(TwoAccounts.class)
                .run(context -> assertThat(context.getBean(DynamoDbClient.class)
                                .serviceClientConfiguration()
                                .region())
                        .isEqualTo(Region.US_EAST_1));
    }

    @Test
    void severalCredentials_areNotGuessedFrom() {
        Starter.context(SEEDS)
                .withUserConfiguration(TwoAccounts.class)
                .run(context -> assertThatThrownBy(() -> context.getBean(DynamoDbClient.class))
                        .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
    }

    @Test
    void customizer_changesBothClients() {
        AtomicInteger calls = new AtomicInteger();
        Starter.context(SEEDS)
                .withBean(AlternatorDynamoDbCustomizer.class, () -> builder -> {
                    calls.incrementAndGet();
                    builder.region(Region.SA_EAST_1);
                })
                .run(context -> {
                    assertThat(context.getBean(DynamoDbClient.class)
                                    .serviceClientConfiguration()
                                    .region())
                            .isEqualTo(Region.SA_EAST_1);
                    assertThat(context.getBean(DynamoDbAsyncClient.class)
                                    .serviceClientConfiguration()
                                    .region())
                            .isEqualTo(Region.SA_EAST_1);
                    assertThat(calls).hasValue(2);
                });
    }

    @Test
    void metersGoToTheRegistryOfTheContext() {
        Starter.context(SEEDS)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).meterRegistry())
                        .isSameAs(context.getBean(MeterRegistry.class)));
    }

    @Test
    void severalRegistries_thePrimaryOneGetsTheMeters_elseTheGlobalOne() {
        Starter.context(SEEDS)
                .withBean("first", MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("second", MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).meterRegistry())
                        .isSameAs(AlternatorConfig.builder().build().meterRegistry()));
        Starter.context(SEEDS)
                .withBean("first", MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("second", MeterRegistry.class, SimpleMeterRegistry::new, bean -> bean.setPrimary(true))
                .run(context -> assertThat(
                                context.getBean(AlternatorConfig.class).meterRegistry())
                        .isSameAs(context.getBean("second")));
    }

    private static AwsCredentialsIdentity identity(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        return provider.resolveIdentity().join();
    }

    private static String report(ConfigurableListableBeanFactory beans) {
        StringBuilder report = new StringBuilder();
        ConditionEvaluationReport.get(beans)
                .getConditionAndOutcomesBySource()
                .values()
                .forEach(outcomes -> outcomes.forEach(
                        outcome -> report.append(outcome.getOutcome().getMessage())));
        return report.toString();
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoAccounts {
        @Bean
        AwsCredentialsProvider firstCredentials() {
            return AnonymousCredentialsProvider.create();
        }

        @Bean
        AwsCredentialsProvider secondCredentials() {
            return AnonymousCredentialsProvider.create();
        }

        @Bean
        AwsRegionProvider firstRegion() {
            return () -> Region.AP_SOUTH_1;
        }

        @Bean
        AwsRegionProvider secondRegion() {
            return () -> Region.SA_EAST_1;
        }
    }

    private static final class CountingBuilder implements SdkHttpClient.Builder<CountingBuilder> {
        private final AtomicInteger built = new AtomicInteger();

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            built.incrementAndGet();
            return Apache5HttpClient.builder().buildWithDefaults(defaults);
        }
    }
}
