package io.alternator.http.internal.testing;

import io.alternator.http.internal.health.Outcome;
import io.alternator.http.internal.hedging.HedgeResult;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Records how the attempts and hedges of a cluster end. */
public final class RecordingListener extends TestListener {
    public final List<Outcome> outcomes = new ArrayList<>();
    public final List<Outcome> failovers = new ArrayList<>();
    public final List<HedgeResult> hedges = new ArrayList<>();

    @Override
    public void hedgeEnded(HedgeResult result) {
        hedges.add(result);
    }

    @Override
    public NodeListener nodeAdded(NodeNumbers node) {
        return new NodeListener() {
            @Override
            public void ended(Outcome outcome, SdkHttpRequest request, long nanos) {
                outcomes.add(outcome);
            }

            @Override
            public void failedOver(Outcome reason) {
                failovers.add(reason);
            }
        };
    }
}
