package io.alternator.http.benchmarks.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * The item that nodes respond with.
 *
 * @param bytes the size of its value
 * @param chunked true for {@code Transfer-Encoding: chunked}, as Alternator sends large responses; else they have a length
 */
public record StubItem(int bytes, boolean chunked) implements Serializable {
    /** A few bytes, with a length. */
    public static final StubItem SMALL = new StubItem("dog".length(), false);

    /** Asks for it. Built once, so that building it is not part of a measurement. */
    public static final GetItemRequest REQUEST = GetItemRequest.builder()
            .tableName("dogs")
            .key(Map.of("id", AttributeValue.fromS("1")))
            .build();

    private static final Pattern CHUNK = Pattern.compile(".{1,8192}");

    ByteBuf response() {
        String body = "{\"Item\":{\"id\":{\"S\":\"1\"},\"name\":{\"S\":\"" + "d".repeat(bytes) + "\"}}}";
        String type = "application/x-amz-json-1.0";
        return chunked ? response(type, "Transfer-Encoding: chunked", inChunks(body)) : response(type, body);
    }

    /** A response with a length, which can be written any number of times. */
    static ByteBuf response(String type, String body) {
        return response(type, "Content-Length: " + body.length(), body);
    }

    private static ByteBuf response(String type, String framing, String body) {
        String text = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + framing
                + "\r\nx-amzn-RequestId: 0b8c0e2e-6d35-4b6b-9d0f-1b1f0d0c0a09\r\n\r\n" + body;
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static String inChunks(String body) {
        return CHUNK.matcher(body)
                        .replaceAll(
                                chunk -> Integer.toHexString(chunk.group().length()) + "\r\n" + chunk.group() + "\r\n")
                + "0\r\n\r\n";
    }
}
