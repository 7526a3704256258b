package io.alternator.http.internal.monitor;

import io.alternator.http.internal.cluster.ClusterNode;
import io.alternator.http.internal.cluster.ClusterView;
import io.alternator.http.internal.time.Ticker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells a silent node from a silent network: while no other node answers either, a request gains nothing by being cancelled, and the
 * caller, who may not retry, loses it. Costs nothing while the other nodes have traffic; else three of them are checked, and three of
 * those that serve when the scope in use does not, the next time others. Nodes that are silent together share one comparison, as a
 * client has few threads for checks that are not answered. On the scheduler's thread.
 */
final class PeerCheck {
    private static final int MAX_CHECKED = 3;

    private final Supplier<ClusterView> view;
    private final Ticker ticker;
    private int next;
    private List<ClusterNode> checked = List.of();
    private long checkedAt;
    private CompletableFuture<Boolean> latest = CompletableFuture.completedFuture(false);

    /** Compares the nodes of this view. */
    PeerCheck(Supplier<ClusterView> view, Ticker ticker) {
        this.view = view;
        this.ticker = ticker;
    }

    /**
     * Whether another node that is UP has answered a request since then, in ticker nanoseconds, or answers a check now.
     *
     * @return never fails; completes on any thread
     */
    CompletableFuture<Boolean> anotherAnswers(ClusterNode silent, long since) {
        ClusterView now = view.get();
        List<ClusterNode> peers = now.nodes().stream()
                .filter(node -> node != silent && node.isUp())
                .toList();
        if (peers.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        if (peers.stream().anyMatch(peer -> peer.stats().answeredAt() - since >= 0)) {
            return CompletableFuture.completedFuture(true);
        }
        if (checkedAt - since >= 0 && !checked.contains(silent) && (!latest.isDone() || latest.join())) {
            return latest;
        }
        int first = next;
        next = (first + MAX_CHECKED) % peers.size();
        List<ClusterNode> inUse =
                peers.stream().filter(peer -> !now.unused().contains(peer)).toList();
        List<ClusterNode> inReserve =
                peers.stream().filter(now.unused()::contains).toList();
        checked = Stream.concat(sample(inUse, first), sample(inReserve, first)).toList();
        checkedAt = ticker.nanos();
        latest = anyAlive(checked);
        return latest;
    }

    /** Some of the nodes, from the given position on; those that are being checked already only if there are no others. */
    private static Stream<ClusterNode> sample(List<ClusterNode> peers, int first) {
        List<ClusterNode> unsuspected =
                peers.stream().filter(peer -> !peer.stats().isSilent()).toList();
        List<ClusterNode> candidates = unsuspected.isEmpty() ? peers : unsuspected;
        return IntStream.range(0, Math.min(MAX_CHECKED, candidates.size()))
                .mapToObj(i -> candidates.get((first + i) % candidates.size()));
    }

    private static CompletableFuture<Boolean> anyAlive(List<ClusterNode> peers) {
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(peers.size());
        for (ClusterNode peer : peers) {
            peer.check().thenAccept(result -> {
                boolean last = left.decrementAndGet() == 0;
                if (result.isAlive()) {
                    found.complete(true);
                } else if (last) {
                    found.complete(false);
                }
            });
        }
        return found;
    }
}
