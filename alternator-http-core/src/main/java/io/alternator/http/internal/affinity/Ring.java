package io.alternator.http.internal.affinity;

import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The nodes that share the keys, in the canonical order: by their endpoints as text, each endpoint once. Immutable.
 *
 * @param <T> the node
 */
public final class Ring<T> {
    private static final Map<String, Integer> STANDARD_PORTS = Map.of("http", 80, "https", 443);

    private final List<T> nodes;

    private Ring(List<T> nodes) {
        this.nodes = nodes;
    }

    /** A ring of these nodes. Of several with one endpoint, the first is kept. */
    public static <T> Ring<T> of(Collection<T> nodes, Function<? super T, URI> endpoint) {
        TreeMap<String, T> sorted = new TreeMap<>(); // by UTF-16, which is bytewise, as a URI's host is ASCII
        nodes.forEach(node -> sorted.putIfAbsent(canonical(endpoint.apply(node)), node));
        return new Ring<>(List.copyOf(sorted.values()));
    }

    /**
     * The form in which endpoints are compared: {@code scheme://host[:port]}, scheme and host in lower case, without the scheme's
     * standard port.
     */
    static String canonical(URI endpoint) {
        String scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
        int port = endpoint.getPort();
        boolean isStandard = port < 0 || Integer.valueOf(port).equals(STANDARD_PORTS.get(scheme));
        return scheme + "://" + endpoint.getHost().toLowerCase(Locale.ROOT) + (isStandard ? "" : ":" + port);
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The nodes in the canonical order. */
    public List<T> nodes() {
        return nodes;
    }

    /** The order for the key with this hash. The ring must not be empty. */
    public NodeOrder<T> orderOf(long hash) {
        return new KeyOrder<>(nodes, hash);
    }

    /**
     * The order for a batch of writes: each key votes for the first node of its order. Most votes first, equal ones and the rest in
     * the canonical order.
     */
    public NodeOrder<T> orderOfBatch(long[] hashes) {
        int[] votes = new int[nodes.size()];
        for (long hash : hashes) {
            votes[new LaggedFibonacci(hash).next(nodes.size())]++;
        }
        return new BatchOrder<>(IntStream.range(0, votes.length)
                .boxed()
                .sorted(Comparator.comparing(index -> -votes[index])) // stable
                .map(nodes::get)
                .toList());
    }
}
