package io.alternator.http.sync;

import java.io.InputStream;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A request's body that was read before. If it cannot be read a second time, that is not the node's failure. */
record RereadBody(ContentStreamProvider body) implements ContentStreamProvider {

    /** Of the kind of body, which the SDK tells in the User-Agent. */
    @Override
    public String name() {
        return body.name();
    }

    @Override
    public InputStream newStream() {
        try {
            return body.newStream();
        } catch (RuntimeException e) {
            throw new BodyGoneException(e);
        }
    }
}
