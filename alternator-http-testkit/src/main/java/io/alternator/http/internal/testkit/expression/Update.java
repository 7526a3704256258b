package io.alternator.http.internal.testkit.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an UpdateItem does to an item.
 *
 * @param set canonical values by attribute
 * @param remove attributes
 */
public record Update(Map<String, JsonNode> set, Set<String> remove) {
    /** Changes nothing. */
    public static final Update NONE = new Update(Map.of(), Set.of());

    /** Changes these attributes. */
    public void applyTo(ObjectNode item) {
        item.setAll(set);
        item.remove(remove);
    }

    /** The attributes that it names. */
    public Set<String> attributes() {
        Set<String> attributes = new TreeSet<>(set.keySet());
        attributes.addAll(remove);
        return attributes;
    }
}
