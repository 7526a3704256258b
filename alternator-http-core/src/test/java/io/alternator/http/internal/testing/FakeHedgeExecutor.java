package io.alternator.http.internal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.call.Call;
import io.alternator.http.internal.call.HedgeExecutor;
import io.alternator.http.internal.call.Next;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens a hedge at once, when the test calls {@link #openHedge}, or never. Fails if a second hedge is requested. */
public final class FakeHedgeExecutor implements HedgeExecutor {
    /** False if only {@link #openHedge} opens the hedge. */
    public boolean opensAtOnce = true;

    /** False to refuse every hedge, as an executor without a free thread does. */
    public boolean acceptsHedges = true;

    private @Nullable Call call;
    private @Nullable Supplier<Next> requested;
    private @Nullable SentAttempt hedge;

    void attach(Call call) {
        this.call = call;
    }

    @Override
    public boolean execute(Supplier<Next> second) {
        assertThat(requested).as("the hedge requested before").isNull();
        requested = second;
        if (acceptsHedges && opensAtOnce) {
            openHedge();
        }
        return acceptsHedges;
    }

    /** Opens the requested hedge. It is null afterwards if it came too late or if there is no node for it. */
    public void openHedge() {
        hedge = SentAttempt.sent(
                Objects.requireNonNull(call, "the call has not begun"),
                Objects.requireNonNull(requested, "no hedge is due").get());
    }

    public boolean isHedgeRequested() {
        return requested != null;
    }

    /** The hedge; null if none was opened. */
    public @Nullable SentAttempt hedgeOrNull() {
        return hedge;
    }

    /** The hedge, which must have been opened. */
    public SentAttempt hedge() {
        return Objects.requireNonNull(hedge, "no hedge");
    }
}
