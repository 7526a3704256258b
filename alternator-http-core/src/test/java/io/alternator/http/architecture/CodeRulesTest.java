package io.alternator.http.architecture;

import static io.alternator.http.architecture.Fixtures.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each rule of {@link CodeRules} and {@link ShellRules} reports the fixture that breaks it, and no other. */
final class CodeRulesTest {
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final String CODE = Fixtures.PACKAGE + ".code.";

    @Test
    void synchronizedMethod_isReported() {
        assertThat(violations("code", CodeRules.noMethodIsSynchronized))
                .singleElement()
                .asString()
                .contains("Locking.method()");
    }

    @Test
    void synchronizedBlock_isReportedWithItsLine() {
        assertThat(violations("code", SourceLines.haveNoSynchronizedBlock(TESTS)))
                .containsExactly(CODE + "Locking has a synchronized block in line 12");
    }

    @Test
    void classThatIsNotFinal_isReported() {
        assertThat(violations("code", CodeRules.classesAreFinal))
                .singleElement()
                .asString()
                .contains("NotFinal");
    }

    @Test
    void handleLookedUpOutsideOfAStaticInitializer_isReported() {
        assertThat(violations("lookup", CodeRules.membersAreLookedUpInStaticInitializers))
                .containsExactlyInAnyOrder(
                        "LookingUp.handle: MethodHandles.lookup", "LookingUp.handle: Lookup.findVarHandle");
    }

    @Test
    void everythingLookedUpByNameWithoutMetadata_isReported() {
        assertThat(violations("lookup", CodeRules.whatIsLookedUpByNameHasMetadata))
                .containsExactlyInAnyOrder(
                        "LookingUp.type: Class.forName",
                        "LookingUp.field: Class.getDeclaredField",
                        "LookingUp.resource: Class.getResourceAsStream",
                        "LookingUp.services: ServiceLoader.load",
                        "LookingUp.proxy: Proxy.newProxyInstance");
    }

    @Test
    void sourceFileOverTheLimit_isReported() {
        assertThat(violations("code", SourceLines.haveAtMostSourceLines(15, TESTS)))
                .containsExactly(CODE + "Locking has 16 source lines");
        assertThat(violations("code", SourceLines.haveAtMostSourceLines(16, TESTS)))
                .isEmpty();
    }

    @Test
    void moreLongClassesThanTheShare_areReported() {
        assertThat(violations("code", SourceLines.seldomHaveMoreCodeLines(11, 0.1, TESTS)))
                .singleElement()
                .asString()
                .contains("Locking has 12");
        assertThat(violations("code", SourceLines.seldomHaveMoreCodeLines(12, 0, TESTS)))
                .isEmpty();
        assertThat(violations("code", SourceLines.seldomHaveMoreCodeLines(11, 1, TESTS)))
                .isEmpty();
    }

    @Test
    void shellThatKnowsAnotherRoom_isReported() {
        assertThat(violations("shell", ShellRules.knowsOnlyTheCall(Fixtures.PACKAGE + ".shell")))
                .isNotEmpty()
                .allMatch(message -> message.contains("StripedCounter"));
    }
}
