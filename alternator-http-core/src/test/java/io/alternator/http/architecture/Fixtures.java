package io.alternator.http.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;

/** Checks rules on the fixture classes. */
final class Fixtures {
    static final String PACKAGE = "io.alternator.http.architecture.fixture";

    private Fixtures() {}

    /** The messages of all violations among the classes below the fixture package. */
    static List<String> violations(String fixture, ArchRule rule) {
        JavaClasses classes = new ClassFileImporter().importPackages(PACKAGE + "." + fixture);
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    static List<String> violations(String fixture, ArchCondition<JavaClass> condition) {
        return violations(fixture, ArchRuleDefinition.classes().should(condition));
    }
}
