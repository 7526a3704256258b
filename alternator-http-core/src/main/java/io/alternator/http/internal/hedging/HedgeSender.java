package io.alternator.http.internal.hedging;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request, of which it opens and sends the second attempt. */
public interface HedgeSender<A extends Hedgeable> {

    /** True if the request changes nothing and may therefore be sent twice. */
    boolean isRead();

    /** Opens an attempt on a node where this call has not failed, other than that of {@code slow}; null if there is none. */
    @Nullable
    A open(A slow);

    /**
     * A hedge is due. Whoever is on the right thread to send it takes it from {@code second}, at any later time; null says that
     * it is too late or that there is no other node. On the scheduler's thread: must not block.
     *
     * @return false if it cannot be sent, now or later
     */
    boolean send(Supplier<@Nullable A> second);
}
