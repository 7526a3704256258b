package io.alternator.http.architecture;

import static java.util.function.Predicate.not;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where main code looks classes, members or resources up by name. GraalVM's native-image leaves out what it cannot see to be
 * used, so each such place either has constants that it recognizes, or metadata below {@code META-INF/native-image}.
 */
final class ReflectiveAccess {
    /**
     * Every place outside of static initializers that looks something up by name, and the metadata that it needs: types whose
     * members it looks up, or resources. {@link NativeImageTest} finds each in the metadata. What {@code ClientInternals} looks up
     * depends on the SDK's client; {@link VisitedTypes} finds it out.
     */
    static final Map<String, Set<String>> WITH_METADATA = Map.ofEntries(
            Map.entry(
                    "LaggedFibonacci.load: Class.getResourceAsStream",
                    Set.of("io/alternator/http/internal/affinity/lagged-fibonacci.txt")),
            Map.entry(
                    "LibraryVersion.read: Class.getResourceAsStream",
                    Set.of("io/alternator/http/internal/identity/version.txt")),
            Map.entry(
                    "SdkVersion.version: ClassLoader.getResourceAsStream",
                    Set.of(
                            "META-INF/maven/software.amazon.awssdk/http-client-spi/pom.properties",
                            "META-INF/maven/software.amazon.awssdk/apache5-client/pom.properties")),
            Map.entry(
                    "LookupFailures.property: Class.getMethod",
                    Set.of(
                            "software.amazon.awssdk.awscore.exception.AwsServiceException",
                            "software.amazon.awssdk.awscore.exception.AwsErrorDetails")),
            Map.entry("ClientInternals.disable: Class.getMethods", Set.of()),
            Map.entry("ClientInternals.disable: Class.getMethod", Set.of()),
            Map.entry("ClientInternals.takesDnsResolver: Class.getMethods", Set.of()),
            Map.entry("ClientInternals.readField: Class.getDeclaredFields", Set.of()),
            Map.entry("ClientInternals.invoke: Class.getMethods", Set.of()));

    /** In the Spring Boot starter. The SDK looks for the same services, with constants, so native-image has them. */
    private static final Set<String> SERVICES_OF_THE_SDK =
            Set.of("HttpClients.find: ServiceLoader.load", "HttpClients.find: ServiceLoader.stream");

    /** Recognized by native-image if the arguments are constants in the same method. */
    private static final Pattern CONSTANT = Pattern.compile(
            "MethodHandles\\.(lookup|privateLookupIn)|Lookup\\.(find\\w+|unreflect\\w*)|Atomic\\w+FieldUpdater\\.newUpdater");

    private static final Pattern BY_NAME = Pattern.compile("Class\\.(forName"
            + "|get(Declared)?(Field|Method|Constructor|Classe)s?|getRecordComponents|newInstance|getResource\\w*)"
            + "|\\w*ClassLoader\\.(loadClass|getResources?|getResourceAsStream|resources)"
            + "|Module\\.getResourceAsStream|Proxy\\.newProxyInstance|Array\\.newInstance|Constructor\\.newInstance"
            + "|ServiceLoader\\.\\w+|ResourceBundle\\.getBundle|Object(In|Out)putStream\\.<init>");

    private ReflectiveAccess() {}

    /** What a class looks up by name outside of its static initializer, as {@code Origin.method: Target.method}. */
    static Stream<String> byName(JavaClass type) {
        return places(type, BY_NAME.asMatchPredicate());
    }

    /** Lookups that native-image recognizes: in a static initializer, with constants. A helper that is passed them is none. */
    static ArchCondition<JavaClass> lookUpMembersInStaticInitializersOnly() {
        return report(
                "look up members in static initializers only",
                type -> places(type, CONSTANT.asMatchPredicate()).filter(place -> !place.contains(".<clinit>: ")));
    }

    /** Other lookups have metadata. */
    static ArchCondition<JavaClass> lookUpByNameOnlyWhatHasMetadata() {
        return report(
                "look up by name only what has metadata for native-image, see ReflectiveAccess.WITH_METADATA",
                type -> byName(type)
                        .filter(not(WITH_METADATA::containsKey))
                        .filter(not(SERVICES_OF_THE_SDK::contains)));
    }

    private static ArchCondition<JavaClass> report(String rule, Function<JavaClass, Stream<String>> violations) {
        return new ArchCondition<>(rule) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations
                        .apply(type)
                        .distinct()
                        .forEach(place -> events.add(SimpleConditionEvent.violated(type, place)));
            }
        };
    }

    private static Stream<String> places(JavaClass type, Predicate<String> targets) {
        return type.getAccessesFromSelf().stream()
                .filter(access -> targets.test(target(access)))
                .map(ReflectiveAccess::describe);
    }

    private static String describe(JavaAccess<?> access) {
        JavaClass origin = access.getOriginOwner();
        String name = origin.getName().substring(origin.getPackageName().length() + 1);
        return name + "." + access.getOrigin().getName() + ": " + target(access);
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getSimpleName() + "."
                + access.getTarget().getName();
    }
}
