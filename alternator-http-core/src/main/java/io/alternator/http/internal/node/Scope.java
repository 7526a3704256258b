package io.alternator.http.internal.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the cluster whose nodes are used.
 *
 * @param datacenter empty for the data center of the node that is asked
 * @param rack preferred while it has nodes; empty for all racks
 */
public record Scope(Optional<String> datacenter, Optional<String> rack) {

    /**
     * Options of {@code /localnodes}, from the narrowest scope to the widest. Each one is used only if those before it
     * find no node.
     */
    public List<Map<String, String>> queries() {
        Map<String, String> wholeDatacenter =
                datacenter.map(dc -> Map.of("dc", dc)).orElse(Map.of());
        return rack.map(name -> List.of(
                        datacenter.map(dc -> Map.of("dc", dc, "rack", name)).orElse(Map.of("rack", name)),
                        wholeDatacenter))
                .orElse(List.of(wholeDatacenter));
    }

    /** For log lines. */
    @Override
    public String toString() {
        return datacenter.map(dc -> "data center " + dc).orElse("its own data center")
                + rack.map(name -> ", rack " + name).orElse("");
    }
}
