package io.alternator.http.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.ThrowsDeclaration;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What docs/compatibility.md promises of the public types of every module. Include them with {@code ArchTests.in(PublicApiRules.class)}. */
public final class PublicApiRules {
    /** A record's components cannot become more. Host and port identify a node: another value would make it another node. */
    private static final Set<String> NEVER_GROW = Set.of("io.alternator.http.NodeAddress");

    @ArchTest
    static final ArchRule typesCanGrow = publicTypes()
            .should(satisfy("be no record", type -> !type.isRecord() || NEVER_GROW.contains(type.getName())));

    @ArchTest
    static final ArchRule signaturesNameOnlyPublicTypes = publicTypes().should(nameOnlyPublicTypes());

    @ArchTest
    static final ArchRule nullnessIsAnnotated = publicTypes()
            .should(satisfy(
                    "be in a package that is @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class)));

    private PublicApiRules() {}

    private static GivenClassesConjunction publicTypes() {
        return ArchRuleDefinition.classes()
                .that(DescribedPredicate.describe("are public outside of internal packages", PublicApiRules::isPublic));
    }

    /** Whether users can name it. */
    private static boolean isPublic(JavaClass type) {
        return !type.getPackageName().contains(".internal")
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApiRules::isPublic).orElse(true);
    }

    private static ArchCondition<JavaClass> satisfy(String description, Predicate<JavaClass> condition) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!condition.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " should " + description));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> nameOnlyPublicTypes() {
        return new ArchCondition<>("name only public types in their signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                report(type.getName(), Stream.concat(ancestors(type), type.getTypeParameters().stream()), events);
                for (JavaMember member : type.getMembers()) {
                    if (isAccessible(member)) {
                        report(member.getFullName(), signature(member), events);
                    }
                }
            }
        };
    }

    private static void report(String owner, Stream<? extends JavaType> signature, ConditionEvents events) {
        signature
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Collection::stream)
                .map(JavaClass::getBaseComponentType)
                .filter(type -> type.getPackageName().startsWith("io.alternator.") && !isPublic(type))
                .forEach(type -> events.add(SimpleConditionEvent.violated(type, owner + " names " + type.getName())));
    }

    private static Stream<JavaType> ancestors(JavaClass type) {
        return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    }

    private static boolean isAccessible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<? extends JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        Stream<JavaType> thrown =
                unit.getThrowsClause().stream().map(ThrowsDeclaration::getType).map(type -> type);
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getTypeParameters().stream(),
                        thrown)
                .flatMap(types -> types);
    }
}
