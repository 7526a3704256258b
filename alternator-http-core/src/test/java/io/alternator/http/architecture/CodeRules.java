package io.alternator.http.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules for the classes of every module. Include them with {@code ArchTests.in(CodeRules.class)}. */
public final class CodeRules {
    /** Classes that do one thing stay below this, with all comments. */
    private static final int MAX_SOURCE_LINES = 250;

    @ArchTest
    static final ArchRule noClassIsLong = classes()
            .that()
            .doNotHaveSimpleName("AlternatorConfig") // one setter with its Javadoc for each setting
            .should(SourceLines.haveAtMostSourceLines(MAX_SOURCE_LINES, SourceLines.MAIN));

    @ArchTest
    static final ArchRule noMethodIsSynchronized = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule noBlockIsSynchronized =
            classes().should(SourceLines.haveNoSynchronizedBlock(SourceLines.MAIN));

    @ArchTest
    static final ArchRule membersAreLookedUpInStaticInitializers =
            classes().should(ReflectiveAccess.lookUpMembersInStaticInitializersOnly());

    @ArchTest
    static final ArchRule whatIsLookedUpByNameHasMetadata =
            classes().should(ReflectiveAccess.lookUpByNameOnlyWhatHasMetadata());

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL);

    private CodeRules() {}
}
