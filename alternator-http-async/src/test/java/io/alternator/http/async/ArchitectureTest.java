package io.alternator.http.async;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.alternator.http.architecture.CodeRules;
import io.alternator.http.architecture.PublicApiRules;
import io.alternator.http.architecture.ShellRules;
import io.alternator.http.architecture.TypeCircles;

/** The shell carries out what core decides. */
@AnalyzeClasses(packages = ArchitectureTest.SHELL, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    static final String SHELL = "io.alternator.http.async";

    @ArchTest
    static final ArchRule shellKnowsOnlyTheCall = ShellRules.knowsOnlyTheCall(SHELL);

    @ArchTest
    static final ArchRule typesHaveNoCircles = classes().should(TypeCircles.haveNoTypeCircles());

    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests api = ArchTests.in(PublicApiRules.class);
}
