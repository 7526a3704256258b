package io.alternator.http.testkit;

import io.alternator.http.internal.testkit.store.EmbeddedStore;
import java.time.InstantSource;

/** Backends within this process. */
final class Backends {
    private Backends() {}

    static NodeDispatcher.Backend canned(CannedReplies replies) {
        return (request, now) -> replies.reply(request.operation(), request.body());
    }

    static NodeDispatcher.Backend store() {
        EmbeddedStore store = new EmbeddedStore(InstantSource.system());
        return (request, now) -> {
            EmbeddedStore.Reply reply = store.execute(request.operation(), request.body());
            return CannedReply.of(reply.status(), reply.body());
        };
    }
}
