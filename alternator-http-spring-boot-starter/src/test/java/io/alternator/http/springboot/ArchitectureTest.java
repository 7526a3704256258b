package io.alternator.http.springboot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.alternator.http.architecture.CodeRules;
import io.alternator.http.architecture.PublicApiRules;

/** What differs between versions of Spring Boot, or needs Spring Cloud AWS, is where the other classes do not load it. */
@AnalyzeClasses(packages = "io.alternator.http.springboot", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests api = ArchTests.in(PublicApiRules.class);

    @ArchTest
    static final ArchRule usesThePublicApi =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.alternator.http.internal..");

    @ArchTest
    static final ArchRule healthOfBoot3_isInOneClass =
            only("Boot3HealthAutoConfiguration", "org.springframework.boot.actuate..");

    @ArchTest
    static final ArchRule healthOfBoot4_isInOneClass =
            only("Boot4HealthAutoConfiguration", "org.springframework.boot.health..");

    @ArchTest
    static final ArchRule springCloudAws_isInOneClass = only("SpringCloudAwsAutoConfiguration", "io.awspring..");

    @ArchTest
    static final ArchRule autoConfigurationAndCustomizersArePublic =
            classes().that().arePublic().should().haveNameMatching(".*(AutoConfiguration|Customizer)");

    private static ArchRule only(String type, String packages) {
        return noClasses()
                .that()
                .doNotHaveSimpleName(type)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages);
    }
}
