package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.compression.GzipDecoder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Which responses are decoded before the SDK gets them: those that are compressed because this library asked for it. */
public final class ResponseDecoding {
    private static final String CONTENT_ENCODING = "Content-Encoding";

    private ResponseDecoding() {}

    /** A decoder for the response's body; null if the SDK gets the body as it is. */
    public static @Nullable GzipDecoder of(SdkHttpRequest request, SdkHttpResponse headers) {
        return request instanceof RewrittenRequest rewritten
                        && rewritten.asksForGzip()
                        && headers.firstMatchingHeader(CONTENT_ENCODING)
                                .orElse("")
                                .equalsIgnoreCase("gzip")
                ? new GzipDecoder()
                : null;
    }

    /** The headers of the decoded response. Without the checksum of the compressed bytes: gzip's own is verified. */
    public static SdkHttpResponse decoded(SdkHttpResponse headers) {
        return headers.toBuilder()
                .removeHeader(CONTENT_ENCODING)
                .removeHeader("Content-Length")
                .removeHeader("x-amz-crc32")
                .build();
    }
}
