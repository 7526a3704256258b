package io.alternator.http.internal.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of the cluster is used: a data center, a rack of it, or all that the asked node calls its own.
 *
 * @param datacenter empty for that of the node that is asked
 * @param rack preferred while it has nodes; empty for all racks
 */
public record Scope(Optional<String> datacenter, Optional<String> rack) {

    /** The options of {@code /localnodes}, the narrowest first; the next ones count only if the former find no node. */
    public List<Map<String, String>> queries() {
        Map<String, String> wide = datacenter.map(dc -> Map.of("dc", dc)).orElse(Map.of());
        return rack.map(name -> List.of(
                        datacenter.map(dc -> Map.of("dc", dc, "rack", name)).orElse(Map.of("rack", name)), wide))
                .orElse(List.of(wide));
    }
}
