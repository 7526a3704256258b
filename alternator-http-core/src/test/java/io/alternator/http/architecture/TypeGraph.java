package io.alternator.http.architecture;

import static java.util.Comparator.comparingInt;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The references between top-level types, and the places in the code that make each of them. */
final class TypeGraph {
    private final Map<String, Map<String, Set<String>>> references = new TreeMap<>();

    TypeGraph(Collection<JavaClass> classes) {
        Set<String> types = new TreeSet<>();
        classes.forEach(type -> types.add(Reference.outermost(type)));
        classes.stream().flatMap(Reference::named).forEach(reference -> {
            String from = Reference.outermost(reference.origin());
            String to = Reference.outermost(reference.target());
            if (!from.equals(to) && types.contains(to)) {
                references
                        .computeIfAbsent(from, key -> new TreeMap<>())
                        .computeIfAbsent(to, key -> new TreeSet<>())
                        .add(reference.description());
            }
        });
    }

    /** Returns false if there is no such reference. Takes simple names. */
    boolean remove(String from, String to) {
        boolean removed = false;
        for (String type : references.keySet()) {
            if (simpleName(type).equals(from)) {
                removed |= targets(type)
                        .keySet()
                        .removeIf(target -> simpleName(target).equals(to));
            }
        }
        return removed;
    }

    /** The strongly connected components of more than one type. */
    Set<Set<String>> circles() {
        Set<Set<String>> circles = new LinkedHashSet<>();
        for (String type : references.keySet()) {
            Set<String> reachable = reachableFrom(type);
            if (reachable.contains(type)) {
                reachable.removeIf(other -> !reachableFrom(other).contains(type));
                circles.add(reachable);
            }
        }
        return circles;
    }

    /** The types of a circle, and each reference between them with its place that is described shortest. */
    String describe(Set<String> circle) {
        StringBuilder text = new StringBuilder("Circle of " + circle.size() + " types: ");
        text.append(String.join(", ", circle.stream().map(TypeGraph::simpleName).toList()));
        for (String from : circle) {
            targets(from).forEach((to, places) -> {
                if (circle.contains(to)) {
                    text.append("\n    ")
                            .append(simpleName(from))
                            .append(" -> ")
                            .append(simpleName(to));
                    text.append(": ").append(Collections.min(places, comparingInt(String::length)));
                    if (places.size() > 1) {
                        text.append(" (and ").append(places.size() - 1).append(" more)");
                    }
                }
            });
        }
        return text.toString();
    }

    private Set<String> reachableFrom(String type) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            for (String next : targets(open.pop()).keySet()) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    private Map<String, Set<String>> targets(String type) {
        return references.getOrDefault(type, Map.of());
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
