package io.alternator.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Compresses request bodies once per API call; all its attempts send the same bytes. The SDK's async client also has the JSON of a
 * request in memory, as a {@link RequestBody}. Thread-safe.
 *
 * @param minBytes smaller bodies are sent as they are
 */
record RequestCompression(int minBytes) implements ExecutionInterceptor {
    private static final String CONTENT_ENCODING = "Content-Encoding";

    /**
     * The length of the compressed body, from one method to the next; absent if it is not compressed. The SDK accepts each name only
     * once, so that of a class in another class loader has to differ.
     */
    private static final ExecutionAttribute<Integer> COMPRESSED_LENGTH =
            new ExecutionAttribute<>("AlternatorCompressedLength@" + System.identityHashCode(RequestCompression.class));

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        attributes.putAttribute(COMPRESSED_LENGTH, null);
        Optional<RequestBody> body = context.requestBody();
        if (body.isEmpty() || !mayCompress(context.httpRequest(), body.get())) {
            return body;
        }
        byte[] original = read(body.get());
        byte[] compressed = compress(original);
        if (compressed.length >= original.length) {
            return body;
        }
        attributes.putAttribute(COMPRESSED_LENGTH, compressed.length);
        return Optional.of(RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(compressed),
                compressed.length,
                body.get().contentType()));
    }

    private boolean mayCompress(SdkHttpRequest request, RequestBody body) {
        return body.optionalContentLength().orElse(0L) >= minBytes
                && request.firstMatchingHeader("X-Amz-Target").orElse("").startsWith("DynamoDB")
                && request.firstMatchingHeader(CONTENT_ENCODING).isEmpty();
    }

    private static byte[] read(RequestBody body) {
        try (InputStream stream = body.contentStreamProvider().newStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        @Nullable Integer length = attributes.getAttribute(COMPRESSED_LENGTH);
        return length == null
                ? context.httpRequest()
                : context.httpRequest().toBuilder()
                        .putHeader(CONTENT_ENCODING, "gzip")
                        .putHeader("Content-Length", length.toString())
                        .build();
    }
}
