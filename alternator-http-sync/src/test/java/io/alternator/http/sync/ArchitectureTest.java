package io.alternator.http.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shell executes; what is decided is decided in core. */
@AnalyzeClasses(packages = "io.alternator.http.sync", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule shellKnowsNoRoomBehindRouting = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.reactivestreams..",
                    "software.amazon.awssdk.http..",
                    "software.amazon.awssdk.metrics..",
                    "software.amazon.awssdk.utils..",
                    "io.alternator.http",
                    "io.alternator.http.sync",
                    "io.alternator.http.internal.control",
                    "io.alternator.http.internal.node",
                    "io.alternator.http.internal.routing",
                    "io.alternator.http.internal.runtime");

    @ArchTest
    static final ArchRule nothingIsSynchronized = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);
}
