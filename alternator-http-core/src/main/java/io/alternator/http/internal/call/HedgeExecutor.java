package io.alternator.http.internal.call;

import java.util.function.Supplier;

/** A shell's ability to send a second attempt of a call while the first is in flight. */
@FunctionalInterface
public interface HedgeExecutor {
    /**
     * A hedge is due. The shell takes it from {@code second} on the thread that sends it, at any later time; {@link
     * Next.AnsweredElsewhere} says that it is too late, or that there is no other node. On the scheduler's thread: must not block.
     *
     * @return false if it cannot be sent, now or later
     */
    boolean execute(Supplier<Next> second);
}
