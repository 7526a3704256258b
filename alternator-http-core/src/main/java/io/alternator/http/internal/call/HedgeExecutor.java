package io.alternator.http.internal.call;

import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a call asks its shell for: to send a second attempt while the first is in flight, and to show the request's body. */
@FunctionalInterface
public interface HedgeExecutor {
    /**
     * A hedge is due. The shell takes it from {@code second} on the thread that sends it, at any later time; {@link
     * Next.AnsweredElsewhere} says that it is too late, or that there is no other node. On the scheduler's thread: must not block.
     *
     * @return false if it cannot be sent, now or later
     */
    boolean execute(Supplier<Next> second);

    /**
     * The request's body from its beginning; null if there is none, or if it could not be sent after it was read, as by default. On any
     * thread: must not block.
     */
    default @Nullable InputStream openBody() {
        return null;
    }
}
