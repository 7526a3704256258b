package io.alternator.http.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One reference from a class to another. A {@code permits} clause alone is none.
 *
 * @param description what refers to what, with the source line
 */
record Reference(JavaClass origin, JavaClass target, String description) {
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.)+(?=[A-Z])");

    /** What the class extends, declares, calls or catches. */
    static Stream<Reference> named(JavaClass origin) {
        return origin.getDirectDependenciesFromSelf().stream()
                .map(dependency -> new Reference(
                        origin,
                        dependency.getTargetClass().getBaseComponentType(),
                        withoutPackages(dependency.getDescription())));
    }

    /**
     * Besides, types that the class does not name, but whose values it passes on: those in the signatures of what it calls.
     * Both together are what jdeps reports.
     */
    static Stream<Reference> namedOrPassedOn(JavaClass origin) {
        List<Reference> named = named(origin).toList();
        Set<JavaClass> targets = named.stream().map(Reference::target).collect(Collectors.toSet());
        Stream<Reference> passedOn = origin.getAccessesFromSelf().stream()
                .flatMap(access -> signature(access)
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !targets.contains(type))
                        .map(type -> new Reference(
                                origin,
                                type,
                                withoutPackages(access.getDescription() + ", whose signature has " + type.getName()))));
        return Stream.concat(named.stream(), passedOn);
    }

    private static Stream<JavaClass> signature(JavaAccess<?> access) {
        if (access.getTarget() instanceof FieldAccessTarget field) {
            return Stream.of(field.getRawType());
        }
        if (access.getTarget() instanceof CodeUnitAccessTarget unit) {
            return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()));
        }
        return Stream.empty();
    }

    /** Nested, local and anonymous classes belong to their outermost class. */
    static String outermost(JavaClass type) {
        String name = type.getName();
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    private static String withoutPackages(String description) {
        return PACKAGE.matcher(description).replaceAll("");
    }
}
