package io.alternator.http.internal.routing;

import io.alternator.http.internal.control.Transport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shell's request, which can be sent a second time while its first attempt is under way. */
@FunctionalInterface
public interface HedgeSender<T extends Transport> {
    /**
     * A hedge is due. Whoever is on the right thread to send it takes it from {@code second}, which may be long after this
     * call; null says that it is too late, or that there is no other node. An attempt that was taken must come to an end. On
     * the scheduler's thread: must not block.
     *
     * @return false if it cannot be sent, now or ever
     */
    boolean hedge(Supplier<@Nullable Attempt<T>> second);
}
