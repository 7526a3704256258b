package io.alternator.http.internal.operation;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of one request, for whoever has to look into it. */
public interface RequestBody {
    /** The body from its beginning; null if there is none, or if it could not be sent after it was read. Must not block. */
    @Nullable
    InputStream openBody();
}
