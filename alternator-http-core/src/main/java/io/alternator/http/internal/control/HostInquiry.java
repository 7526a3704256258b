package io.alternator.http.internal.control;

import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks one node after the other what becomes of the {@code Host} header, until one answers: a node that is down or slow tells nothing.
 * All are asked at once, and again after 1, 4 and 16 s and each minute: a dead node is not asked much more often than by others.
 */
public final class HostInquiry {
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);

    private final HostEcho echo;
    private final Scheduler scheduler;
    private final Duration timeout;
    private final Supplier<List<Node>> nodes;
    private final BooleanSupplier isOver;

    /**
     * Asks nothing yet.
     *
     * @param timeout of one question
     * @param nodes to ask, at least one
     * @param isOver true when the answer is not needed any more
     */
    public HostInquiry(
            HostEcho echo, Scheduler scheduler, Duration timeout, Supplier<List<Node>> nodes, BooleanSupplier isOver) {
        this.echo = echo;
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.nodes = nodes;
        this.isOver = isOver;
    }

    /**
     * Starts to ask.
     *
     * @param onAnswer gets the first answer, on any thread: true if the header is kept, empty if no Alternator node answered
     * @param afterRound run once, after the answer or when all nodes were asked in vain
     */
    public void start(Consumer<Optional<Boolean>> onAnswer, Runnable afterRound) {
        ask(nodes.get(), 0, Duration.ofSeconds(1), onAnswer, afterRound);
    }

    private void ask(
            List<Node> round, int index, Duration delay, Consumer<Optional<Boolean>> onAnswer, Runnable afterRound) {
        echo.isKept(round.get(index), timeout).whenComplete((kept, failure) -> {
            if (kept != null) {
                onAnswer.accept(kept);
                afterRound.run();
            } else if (index + 1 < round.size()) {
                ask(round, index + 1, delay, onAnswer, afterRound);
            } else {
                afterRound.run();
                scheduler.schedule(() -> askAgain(delay, onAnswer), delay);
            }
        });
    }

    private void askAgain(Duration delay, Consumer<Optional<Boolean>> onAnswer) {
        if (!isOver.getAsBoolean()) {
            Duration longer = delay.multipliedBy(4);
            ask(nodes.get(), 0, longer.compareTo(MAX_DELAY) < 0 ? longer : MAX_DELAY, onAnswer, () -> {});
        }
    }
}
