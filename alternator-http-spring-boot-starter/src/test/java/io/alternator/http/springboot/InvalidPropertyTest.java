package io.alternator.http.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class InvalidPropertyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alternator.seeds                   | a b         |",
                "alternator.seeds                   | http://a/b  |",
                "alternator.seeds                   | a:99999     |",
                "alternator.scheme                  | ftp         |",
                "alternator.port                    | 70000       |",
                "alternator.domain                  | dog.com     |",
                "alternator.domain                  | a_b         | alternator.seeds=10.0.0.1",
                "alternator.scope                   | datacentre:a|",
                "alternator.scope                   | rack:dc1    |",
                "alternator.scope                   | datacenter: |",
                "alternator.scope                   | local:a     |",
                "alternator.discovery-interval      | 0s          |",
                "alternator.discovery-interval      | 400d        |",
                "alternator.discovery-idle-interval | 1s          |",
                "alternator.discovery-timeout       | -1s         |",
                "alternator.consecutive-failures    | 0           |",
                "alternator.stall-time              | 0s          |",
                "alternator.probe-timeout           | 0s          |",
                "alternator.ejection-time           | 0s          |",
                "alternator.max-ejection-time       | 1ms         |",
                "alternator.slow-start              | 0s          |",
                "alternator.max-in-flight-per-node  | 0           |",
                "alternator.subset-size             | 1           |",
                "alternator.connection-max-idle-time| 0s          |",
                "alternator.user-agent              | übung       |",
                "alternator.request-slos            | 0s          |",
                "alternator.max-node-tags           | 0           |",
                "alternator.meter-grace             | 0s          |",
                "alternator.key-affinity            | any-write   | alternator.subset-size=5",
                "alternator.key-affinity            |             | alternator.key-affinity.partition-keys.orders=id",
                "alternator.secret-key              |             | alternator.access-key=a",
                "alternator.access-key              |             | alternator.secret-key=a",
                "alternator.anonymous               | true        | alternator.access-key=a",
            })
    void invalidProperty_endsTheStart_withAnAnalysisInTermsOfProperties(String property, String value, String other) {
        String set = property.equals("alternator.key-affinity") ? property + ".mode" : property;
        Starter.context(value == null ? new String[0] : new String[] {set + "=" + value})
                .withPropertyValues(other == null ? new String[0] : new String[] {other})
                .run(context -> {
                    FailureAnalysis analysis =
                            new InvalidPropertyFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription()).startsWith("The property " + property + " ");
                    assertThat(analysis.getAction()).isNotBlank();
                    assertThat(analysis.getDescription() + analysis.getAction())
                            .as("no terms of the builder")
                            .doesNotContain("Duration.")
                            .doesNotContainPattern("\\.\\w+\\(")
                            .doesNotContainPattern("[a-z][A-Z]");
                });
    }

    @Test
    void analysisNamesPropertyValueAndRemedy() {
        FailureAnalysis analysis = analysis("alternator.port=70000");
        assertThat(analysis.getDescription())
                .isEqualTo("The property alternator.port with the value '70000' is invalid: 70000 is out of range.");
        assertThat(analysis.getAction()).isEqualTo("Use 1 to 65535.");

        FailureAnalysis contradiction = analysis("alternator.discovery-idle-interval=1s");
        assertThat(contradiction.getDescription())
                .contains("PT1S is shorter than alternator.discovery-interval (PT5S)");
    }

    @Test
    void secretsDoNotAppear() {
        FailureAnalysis analysis = analysis("alternator.secret-key=hush");
        assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("hush");
    }

    @Test
    void dynamoDbClientWithoutSeeds_endsTheStart() {
        Starter.context()
                .withBean(NeedsDynamoDb.class)
                .run(context -> assertThat(new InvalidPropertyFailureAnalyzer()
                                .analyze(context.getStartupFailure())
                                .getAction())
                        .startsWith("Set alternator.seeds to nodes of the cluster"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void analysisIsWhatTheLogShows(CapturedOutput output) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("alternator.stall-time=0s");
        assertThat(catchThrowable(application::run)).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "The property alternator.stall-time with the value 'PT0S'")
                .contains("Use a duration such as 5s.");
    }

    private static FailureAnalysis analysis(String property) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        Starter.context(property)
                .run(context ->
                        analysis[0] = new InvalidPropertyFailureAnalyzer().analyze(context.getStartupFailure()));
        return analysis[0];
    }

    record NeedsDynamoDb(DynamoDbClient client) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({AlternatorAutoConfiguration.class, AlternatorDynamoDbAutoConfiguration.class})
    static class Application {}
}
