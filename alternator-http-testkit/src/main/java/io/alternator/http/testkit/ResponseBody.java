package io.alternator.http.testkit;

import java.nio.charset.StandardCharsets;

/**
 * A response's body as it is sent: compressed as Alternator does it, from 4,096 bytes on if the client accepts gzip.
 *
 * @param bytes what is sent
 * @param compressed true if this is gzip
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record ResponseBody(byte[] bytes, boolean compressed) {
    private static final int THRESHOLD = 4096;

    static ResponseBody plain(CannedReply reply) {
        return new ResponseBody(reply.body().getBytes(StandardCharsets.UTF_8), false);
    }

    static ResponseBody of(CannedReply reply, ReceivedRequest request, boolean corrupt) {
        ResponseBody plain = plain(reply);
        if (plain.bytes.length < THRESHOLD || !request.header("accept-encoding").contains("gzip")) {
            return plain;
        }
        return new ResponseBody(corrupt ? Gzip.corrupt(plain.bytes) : Gzip.compress(plain.bytes), true);
    }
}
