package io.alternator.http.internal.operation;

import java.io.IOException;
import java.io.InputStream;

/** Port: the body of a request, which the shell has yet to send. */
public interface RequestBody {
    /** A body that is not read. */
    RequestBody UNREADABLE = reader -> false;

    /** Reads a body. */
    @FunctionalInterface
    interface Reader {
        /** Reads as much as it wants. Need not close the stream. */
        void read(InputStream body) throws IOException;
    }

    /**
     * Reads the body from its beginning, without effect on what is sent. It may be read again.
     *
     * @return false if that is not possible, for example because the body can be read only once: then it is not read at all
     * @throws IOException if reading fails
     */
    boolean read(Reader reader) throws IOException;
}
