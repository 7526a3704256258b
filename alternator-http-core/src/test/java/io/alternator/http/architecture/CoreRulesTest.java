package io.alternator.http.architecture;

import static io.alternator.http.architecture.Fixtures.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule of {@link CoreRules} reports the fixture that breaks it, and no other. */
final class CoreRulesTest {
    private static final String API = Fixtures.PACKAGE + ".core";

    @Test
    void publicTypeThatKnowsAnotherRoomThanBalancing_isReported() {
        assertOnly("BrokenNode", CoreRules.publicTypesKnowOnlyBalancingAndSettings(API));
    }

    @Test
    void balancingThatKnowsAnotherPublicTypeThanThePolicys_isReported() {
        assertOnly("PublicType", CoreRules.balancingKnowsOnlyThePolicyOfThePublicTypes(API));
    }

    @Test
    void micrometerOutsideOfMetricsClientAndConfiguration_isReported() {
        assertOnly("BrokenNode.register(", CoreRules.micrometerStaysInMetrics(API));
    }

    @Test
    void logLineThatMayNotNameItsClient_isReported() {
        assertOnly("BrokenNode.log(", CoreRules.onlyClientLogKnowsSlf4j(API));
    }

    @Test
    void algorithmThatKnowsARequest_isReported() {
        assertOnly("BrokenNode.send(", CoreRules.algorithmsKnowNoRequest(API));
    }

    @Test
    void everySourceOfTimeAndChanceOutsideOfClient_isReported() {
        List<String> violations = violations("core", CoreRules.clocksAndChanceAreNamedInClientOnly(API));

        assertThat(violations).allMatch(message -> message.contains("BrokenNode"));
        for (String method : List.of(
                "nanoTime",
                "ticker",
                "currentTimeMillis",
                "now",
                "clock",
                "mathRandom",
                "random",
                "threadLocalRandom")) {
            assertThat(violations).anyMatch(message -> message.contains("BrokenNode." + method + "("));
        }
    }

    private static void assertOnly(String culprit, ArchRule rule) {
        assertThat(violations("core", rule)).isNotEmpty().allMatch(message -> message.contains(culprit));
    }
}
