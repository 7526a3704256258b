package io.alternator.http.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;

/**
 * Finds circles of references between top-level types: strongly connected components of more than one type.
 *
 * <ul>
 *   <li>Nested, local and anonymous classes count as their outermost type.
 *   <li>A sealed type's {@code permits} clause alone is no reference: the type counts as referring to a permitted subtype
 *       only if its fields, signatures or code use it.
 *   <li>Types whose values are only passed on are not counted. They add no circle, as the type that hands them over refers to
 *       them.
 *   <li>Allowed references are left out. One that does not exist is reported, so that the list stays as short as it can be.
 * </ul>
 *
 * <p>All classes under test are searched together, so use it as {@code classes().should(haveNoTypeCircles())}, with no {@code
 * that()} between.
 */
public final class TypeCircles extends ArchCondition<JavaClass> {
    private final List<Allowed> allowed;
    private Collection<JavaClass> classes = List.of();

    private TypeCircles(List<Allowed> allowed) {
        super("have no circles of references between top-level types");
        this.allowed = allowed;
    }

    public static TypeCircles haveNoTypeCircles(Allowed... allowed) {
        return new TypeCircles(List.of(allowed));
    }

    /** Takes simple names, so that moving a type to another package needs no change of the rule. */
    public static Allowed allow(String from, String to) {
        return new Allowed(from, to);
    }

    @Override
    public void init(Collection<JavaClass> allClasses) {
        this.classes = allClasses;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        // One class has no circle: finish searches all of them.
    }

    @Override
    public void finish(ConditionEvents events) {
        TypeGraph graph = new TypeGraph(classes);
        for (Allowed reference : allowed) {
            if (!graph.remove(reference.from(), reference.to())) {
                violated(events, "The allowed reference " + reference + " does not exist: remove it from the rule");
            }
        }
        graph.circles().forEach(circle -> violated(events, graph.describe(circle)));
    }

    private static void violated(ConditionEvents events, String message) {
        events.add(SimpleConditionEvent.violated(TypeCircles.class, message));
    }

    /** A reference that is left out of the search. */
    public record Allowed(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }
}
