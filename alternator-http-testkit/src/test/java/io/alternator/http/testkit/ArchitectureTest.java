package io.alternator.http.testkit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.alternator.http.architecture.PublicApiRules;

/** The testkit's public types keep the rules of the others. */
@AnalyzeClasses(packages = "io.alternator.http.testkit", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests api = ArchTests.in(PublicApiRules.class);
}
