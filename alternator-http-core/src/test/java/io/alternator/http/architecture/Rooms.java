package io.alternator.http.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rooms (packages directly below one parent package) and the arrows between them: which room may refer to which. */
final class Rooms {
    private final String parent;
    private final Map<String, Set<String>> arrows;

    private Rooms(String parent, Map<String, Set<String>> arrows) {
        this.parent = parent;
        this.arrows = arrows;
    }

    /**
     * Reads a table of lines {@code room -> other, other}; a room that may know no other has nothing after the arrow. A room
     * may only know rooms listed below it, so that the table has no circle.
     */
    static Rooms below(String parent, String table) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String line : table.lines().toList()) {
            String[] sides = line.split("->", -1);
            check(sides.length == 2, "Not a line 'room -> other, other': " + line);
            String room = sides[0].strip();
            Set<String> known = new TreeSet<>(List.of(sides[1].strip().split("\\s*,\\s*")));
            known.remove("");
            for (String other : known) {
                check(!arrows.containsKey(other), room + " may know " + other + ", which is listed above it");
            }
            check(arrows.put(room, known) == null, room + " is listed twice");
        }
        arrows.forEach((room, known) -> known.forEach(
                other -> check(arrows.containsKey(other), room + " may know " + other + ", which is not listed")));
        return new Rooms(parent, arrows);
    }

    /** Every class under test lives in a listed room, and every listed room has a class. */
    ArchCondition<JavaClass> liveInAListedRoom() {
        return new ArchCondition<>("live in a listed room") {
            private final Set<String> empty = new TreeSet<>();

            @Override
            public void init(Collection<JavaClass> classes) {
                empty.addAll(arrows.keySet());
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = roomOf(type);
                if (!isPackageInfo(type)) {
                    empty.remove(room);
                }
                if (type.isTopLevelClass() && !arrows.containsKey(room)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no listed room"));
                }
            }

            @Override
            public void finish(ConditionEvents events) {
                empty.forEach(room ->
                        events.add(SimpleConditionEvent.violated(room, "The listed room " + room + " has no class")));
            }
        };
    }

    /** Classes outside of the listed rooms are not checked: {@link #liveInAListedRoom} reports them. */
    ArchCondition<JavaClass> referOnlyToTheRoomsTheyMayKnow() {
        return new ArchCondition<>("refer only to the rooms they may know") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = roomOf(type);
                if (arrows.containsKey(room)) {
                    Reference.namedOrPassedOn(type)
                            .filter(reference -> !mayKnow(room, roomOf(reference.target())))
                            .map(reference -> room + " may not know " + roomOf(reference.target()) + ": "
                                    + reference.description())
                            .distinct()
                            .forEach(message -> events.add(SimpleConditionEvent.violated(type, message)));
                }
            }
        };
    }

    ArchCondition<JavaClass> shareTheirRoomWithAtMost(int maxTypes) {
        return new ArchCondition<>("live in rooms of at most " + maxTypes + " top-level types") {
            private final Map<String, Set<String>> types = new TreeMap<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (arrows.containsKey(roomOf(type)) && !isPackageInfo(type)) {
                    String outermost = Reference.outermost(type);
                    types.computeIfAbsent(roomOf(type), key -> new TreeSet<>())
                            .add(outermost.substring(outermost.lastIndexOf('.') + 1));
                }
            }

            @Override
            public void finish(ConditionEvents events) {
                types.forEach((room, names) -> {
                    if (names.size() > maxTypes) {
                        events.add(SimpleConditionEvent.violated(
                                room, room + " has " + names.size() + " top-level types: " + String.join(", ", names)));
                    }
                });
            }
        };
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** An annotated package-info is compiled to a class, but is no type of its room. */
    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private boolean mayKnow(String room, String other) {
        return other.equals(room)
                || !arrows.containsKey(other)
                || arrows.getOrDefault(room, Set.of()).contains(other);
    }

    /** The package below the parent, as {@code balancing}; empty for classes elsewhere. */
    private String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(parent + ".") ? name.substring(parent.length() + 1) : "";
    }
}
