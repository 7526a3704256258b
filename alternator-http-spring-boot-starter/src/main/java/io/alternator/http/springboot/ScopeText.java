package io.alternator.http.springboot;

import io.alternator.http.RoutingScope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code local}, {@code cluster}, {@code datacenter:dc1} or {@code rack:dc1/r1}, or several of them, separated by commas. */
final class ScopeText {
    private ScopeText() {}

    /**
     * The scope of a text.
     *
     * @throws IllegalArgumentException if the text is none, in the form of core's messages
     */
    static RoutingScope parse(String text, boolean strict) {
        List<RoutingScope> chain =
                Arrays.stream(text.split(",", -1)).map(ScopeText::one).toList();
        RoutingScope scope = chain.stream().skip(1).reduce(chain.get(0), RoutingScope::orElse);
        return strict ? scope.strict() : scope;
    }

    private static RoutingScope one(String text) {
        String scope = text.strip();
        @Nullable
        RoutingScope parsed = switch (scope.replaceFirst(":.*", "")) {
            case "local" -> scope.equals("local") ? RoutingScope.local() : null;
            case "cluster" -> scope.equals("cluster") ? RoutingScope.cluster() : null;
            case "datacenter" -> datacenter(afterColon(scope));
            case "rack" -> rack(afterColon(scope));
            default -> null;
        };
        if (parsed == null) {
            throw new IllegalArgumentException("scope: '" + scope
                    + "' is not a scope; use local, cluster, datacenter:dc1 or rack:dc1/r1, or several"
                    + " of them separated by commas");
        }
        return parsed;
    }

    private static String afterColon(String scope) {
        return scope.substring(scope.indexOf(':') + 1).strip();
    }

    private static @Nullable RoutingScope datacenter(String name) {
        return name.isEmpty() || name.equals("datacenter") ? null : RoutingScope.datacenter(name);
    }

    private static @Nullable RoutingScope rack(String names) {
        int slash = names.indexOf('/');
        return slash < 1 || slash == names.length() - 1
                ? null
                : RoutingScope.rack(names.substring(0, slash), names.substring(slash + 1));
    }
}
