package io.alternator.http.architecture;

import static io.alternator.http.architecture.Fixtures.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule of {@link PublicApiRules} reports the fixture that breaks it, and no other. */
final class PublicApiRulesTest {
    private static final String API = Fixtures.PACKAGE + ".api.";

    @Test
    void publicRecord_isReported() {
        assertThat(violations("api", PublicApiRules.typesCanGrow))
                .containsExactly(API + "Fixed$Seen should be no record");
    }

    @Test
    void internalTypesAreReported_whereverASignatureNamesThem() {
        List<String> violations = violations("api", PublicApiRules.signaturesNameOnlyPublicTypes);

        for (String place : List.of(
                "Leaking names", // what it extends, and the bound of its parameter
                "Leaking.field names",
                "Leaking.<init>(",
                "Leaking.generic() names",
                "Leaking.bound() names",
                "Leaking.parameter(java.util.Map) names",
                "Leaking.thrown() names",
                "Leaking.notPublic() names",
                "Leaking$Nested.ofNested() names")) {
            assertThat(violations).as(place).anyMatch(message -> message.startsWith(API + place));
        }
        assertThat(violations).noneMatch(message -> message.contains("notSeen"));
        assertThat(violations)
                .filteredOn(message -> message.startsWith(API + "Leaking names"))
                .hasSize(3);
    }

    @Test
    void packageWithoutNullness_isReported() {
        assertThat(violations("api", PublicApiRules.nullnessIsAnnotated))
                .isNotEmpty()
                .allMatch(message -> message.endsWith("@NullMarked"));
    }
}
