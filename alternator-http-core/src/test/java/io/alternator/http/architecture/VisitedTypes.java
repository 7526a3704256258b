package io.alternator.http.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of an SDK client in whose fields and methods {@code ClientInternals} looks: those that have a member of a name that
 * occurs in its source, from the client or its builder on. It may look into fewer of them.
 */
final class VisitedTypes {
    private static final Path SOURCE = Path.of(
            "..",
            "alternator-http-core",
            "src",
            "main",
            "java",
            "io/alternator/http/internal/sdk/ClientInternals.java");
    private static final Set<String> CREATING = Set.of("build", "builder"); // not called here on whatever has it

    private final Set<String> names = literals();
    private final Set<String> types = new TreeSet<>();

    private VisitedTypes() {}

    /** Those of a built client. */
    static Set<String> ofClient(Object client) {
        VisitedTypes visited = new VisitedTypes();
        visited.visit(client);
        return visited.types;
    }

    /** Those of a builder, and of the builder of the proxy's settings that it takes. */
    static Set<String> ofBuilder(Object builder) {
        VisitedTypes visited = new VisitedTypes();
        visited.types.add(builder.getClass().getName());
        for (Method setter : builder.getClass().getMethods()) {
            if (setter.getName().equals("proxyConfiguration")
                    && setter.getParameterTypes()[0].getSimpleName().equals("ProxyConfiguration")) {
                Class<?> settings = setter.getParameterTypes()[0];
                visited.types.add(settings.getName());
                visited.types.add(newBuilder(settings).getClass().getName());
            }
        }
        return visited.types;
    }

    private void visit(Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (names.contains(field.getName()) && !Modifier.isStatic(field.getModifiers())) {
                    types.add(type.getName());
                    visitNext(read(field, object));
                }
            }
        }
        for (Method method : object.getClass().getMethods()) {
            if (names.contains(method.getName())
                    && !CREATING.contains(method.getName())
                    && method.getParameterCount() == 0
                    && !method.isBridge()) {
                types.add(object.getClass().getName());
                visitNext(call(method, object));
            }
        }
    }

    private void visitNext(@Nullable Object value) {
        if (value != null && value.getClass().getModule() != Object.class.getModule()) {
            visit(value);
        }
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object call(Method method, Object object) {
        try {
            method.setAccessible(true);
            return method.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private static Object newBuilder(Class<?> settings) {
        try {
            return settings.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> literals() {
        try {
            return Pattern.compile("\"(\\w+)\"")
                    .matcher(Files.readString(SOURCE))
                    .results()
                    .map((MatchResult literal) -> literal.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
