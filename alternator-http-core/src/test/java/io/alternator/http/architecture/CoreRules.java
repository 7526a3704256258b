package io.alternator.http.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Core's rules beyond the table of rooms. Each takes the public package, so that its test can run it on fixtures. */
final class CoreRules {
    /** What an algorithm needs of the public package: the interface that it implements, and the types in its signatures. */
    private static final Set<String> API_OF_BALANCING = Set.of("LoadBalancingPolicy", "NodeAddress", "NodeState");

    private static final Set<String> CLOCKS_AND_CHANCE = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.lang.Math.random");

    private CoreRules() {}

    static ArchRule publicTypesKnowOnlyBalancingAndSettings(String api) {
        return noClasses()
                .that()
                .resideInAPackage(api)
                .should()
                .dependOnClassesThat(describe(
                        "are internal, other than balancing and settings",
                        type -> type.getPackageName().startsWith(api + ".internal.")
                                && !type.getPackageName().equals(api + ".internal.balancing")
                                && !type.getPackageName().equals(api + ".internal.settings")));
    }

    static ArchRule balancingKnowsOnlyThePolicyOfThePublicTypes(String api) {
        return noClasses()
                .that()
                .resideInAPackage(api + ".internal.balancing")
                .should()
                .dependOnClassesThat(describe(
                        "are public, other than " + API_OF_BALANCING,
                        type -> type.getPackageName().equals(api)
                                && !API_OF_BALANCING.contains(
                                        Reference.outermost(type).substring(api.length() + 1))));
    }

    static ArchRule micrometerStaysInMetrics(String api) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(api + ".internal.metrics", api + ".internal.client")
                .and(areNot(api + ".AlternatorConfig"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..");
    }

    /** As it names the client in each line. */
    static ArchRule onlyClientLogKnowsSlf4j(String api) {
        return noClasses()
                .that(areNot(api + ".internal.identity.ClientLog"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..");
    }

    /** The SDK's core is optional: an application without it never loads these two. */
    static ArchRule onlyInterceptorsKnowTheSdksCore(String api) {
        return noClasses()
                .that(areNot(api + ".AlternatorInterceptors"))
                .and(areNot(api + ".RequestCompression"))
                .should()
                .dependOnClassesThat(describe(
                        "are in the SDK's core, or the two classes that know it",
                        type -> type.getPackageName().startsWith("software.amazon.awssdk.core")
                                || Reference.outermost(type).equals(api + ".AlternatorInterceptors")
                                || Reference.outermost(type).equals(api + ".RequestCompression")));
    }

    static ArchRule algorithmsKnowNoRequest(String api) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        api + ".internal.balancing",
                        api + ".internal.health",
                        api + ".internal.discovery",
                        api + ".internal.nodelist",
                        api + ".internal.node")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..");
    }

    /** Everywhere else they come in by constructor, so that tests and the simulation run in virtual time. */
    static ArchRule clocksAndChanceAreNamedInClientOnly(String api) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(api + ".internal.client")
                .should()
                .accessTargetWhere(describe(
                        "calls or references one of " + CLOCKS_AND_CHANCE,
                        access -> CLOCKS_AND_CHANCE.contains(
                                access.getTargetOwner().getName() + "." + access.getName())))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, ThreadLocalRandom.class, Random.class);
    }

    private static DescribedPredicate<JavaClass> areNot(String type) {
        return describe("are not " + type, other -> !Reference.outermost(other).equals(type));
    }
}
