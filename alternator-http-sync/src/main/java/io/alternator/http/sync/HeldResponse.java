package io.alternator.http.sync;

import io.alternator.http.internal.call.Attempt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** A response that may be a refusal. The beginning of its body was read to find out. */
final class HeldResponse {
    private static final int PART = 1024;

    private final HttpExecuteResponse response;
    private final AbortableInputStream body;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(PART);
    private boolean ended;

    private HeldResponse(HttpExecuteResponse response, AbortableInputStream body) {
        this.response = response;
        this.body = body;
    }

    /** Reads as far as the attempt needs it. */
    static HeldResponse read(HttpExecuteResponse response, AbortableInputStream body, Attempt attempt)
            throws IOException {
        HeldResponse held = new HeldResponse(response, body);
        held.readAhead(attempt);
        return held;
    }

    private void readAhead(Attempt attempt) throws IOException {
        byte[] part = new byte[PART];
        boolean enough = false;
        while (!enough && !ended) {
            int read = body.read(part);
            ended = read < 0;
            if (read > 0) {
                beginning.write(part, 0, read);
                enough = attempt.readAhead(ByteBuffer.wrap(part, 0, read));
            }
        }
    }

    /** The whole body. */
    AbortableInputStream whole() {
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning.toByteArray()), body);
        return AbortableInputStream.create(whole, body);
    }

    /** The response with what was read of its body. Its connection is freed; it can be used again if the body has ended. */
    HttpExecuteResponse released() {
        if (!ended) {
            body.abort();
        }
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(beginning.toByteArray())))
                .build();
    }
}
