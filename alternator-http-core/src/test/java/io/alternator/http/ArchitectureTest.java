package io.alternator.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The rooms and their arrows. */
@AnalyzeClasses(packages = "io.alternator.http", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String API = "io.alternator.http";
    private static final String INTERNAL = API + ".internal.";

    @ArchTest
    static final ArchRule roomsHaveNoCircles =
            slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule balancingKnowsNumbersOnly = room("balancing", "concurrent");

    @ArchTest
    static final ArchRule concurrentKnowsNobody = room("concurrent");

    @ArchTest
    static final ArchRule timeKnowsNobody = room("time");

    @ArchTest
    static final ArchRule nodeKnowsNobody = room("node");

    @ArchTest
    static final ArchRule controlKnowsNodes = room("control", "node", "time");

    @ArchTest
    static final ArchRule discoveryKnowsNoHealth = room("discovery", "control", "node", "time");

    @ArchTest
    static final ArchRule healthKnowsNoDiscovery = room("health", "concurrent", "control", "node", "time");

    @ArchTest
    static final ArchRule routingKnowsNoMetrics =
            room("routing", "balancing", "concurrent", "control", "discovery", "health", "node", "time");

    @ArchTest
    static final ArchRule metricsListens = room("metrics", "routing", "discovery", "health", "node", "time");

    @ArchTest
    static final ArchRule nobodyKnowsTheComposition = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "runtime")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL + "runtime");

    @ArchTest
    static final ArchRule publicTypesKnowOnlyBalancing = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are internal, other than balancing",
                    type -> type.getPackageName().startsWith(INTERNAL)
                            && !type.getPackageName().equals(INTERNAL + "balancing")));

    @ArchTest
    static final ArchRule micrometerStaysInMetrics = noClasses()
            .that()
            .resideOutsideOfPackages(INTERNAL + "metrics", INTERNAL + "runtime")
            .and()
            .haveNameNotMatching(".*\\.AlternatorConfig(\\$Builder)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule algorithmsKnowNoRequest = noClasses()
            .that()
            .resideInAnyPackage(INTERNAL + "balancing", INTERNAL + "health", INTERNAL + "discovery", INTERNAL + "node")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule clocksAndChanceAreNamedInTheCompositionOnly = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "runtime")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(ThreadLocalRandom.class, Random.class);

    @ArchTest
    static final ArchRule nothingIsSynchronized = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

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

    private static ArchRule room(String room, String... mayKnow) {
        return classes()
                .that()
                .resideInAPackage(INTERNAL + room)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<JavaClass>("are its own or in a room below") {
                    @Override
                    public boolean test(JavaClass type) {
                        String name = type.getPackageName();
                        if (!name.startsWith(INTERNAL)) {
                            return !room.equals("balancing") || !name.startsWith(API);
                        }
                        String other = name.substring(INTERNAL.length());
                        return other.equals(room) || java.util.List.of(mayKnow).contains(other);
                    }
                });
    }
}
