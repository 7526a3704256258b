package io.alternator.http.architecture;

import static io.alternator.http.architecture.Fixtures.violations;
import static io.alternator.http.architecture.TypeCircles.allow;
import static io.alternator.http.architecture.TypeCircles.haveNoTypeCircles;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TypeCirclesTest {
    @Test
    void circleThroughFieldAnonymousAndNestedType_isReportedWithItsReferences() {
        List<String> violations = violations("circle", haveNoTypeCircles());

        assertThat(violations).hasSize(1);
        assertThat(violations.get(0))
                .startsWith("Circle of 3 types: Alpha, Beta, Gamma")
                .contains("Alpha -> Beta: ", "Alpha.java")
                .contains("Beta -> Gamma: ", "(Beta.java:10)")
                .contains("Gamma -> Alpha: ")
                .doesNotContain("Outside");
    }

    @Test
    void permitsClauseAlone_isNoCircle() {
        assertThat(violations("permits", haveNoTypeCircles())).isEmpty();
    }

    @Test
    void permittedSubtypeUsedInCode_isACircle() {
        assertThat(violations("permitsandcalls", haveNoTypeCircles()))
                .singleElement()
                .asString()
                .contains("Circle of 2 types: Result, Success", "Result -> Success: ", "Success -> Result: ");
    }

    @Test
    void factoryThatNamesItsImplementation_isACircleUnlessAllowed() {
        assertThat(violations("factory", haveNoTypeCircles())).hasSize(1);
        assertThat(violations("factory", haveNoTypeCircles(allow("Policy", "FastPolicy"))))
                .isEmpty();
    }

    @Test
    void allowedReferenceThatDoesNotExist_isReported() {
        assertThat(violations("permits", haveNoTypeCircles(allow("Shape", "Square"))))
                .containsExactly("The allowed reference Shape -> Square does not exist: remove it from the rule");
    }
}
