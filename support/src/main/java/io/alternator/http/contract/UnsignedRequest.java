package io.alternator.http.contract;

import java.net.URI;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Requests to DynamoDB as the SDK hands them to its HTTP client, but without a signature. */
public final class UnsignedRequest {
    private UnsignedRequest() {}

    /**
     * A request to {@code http://host:8000/}.
     *
     * @param operation such as {@code GetItem}
     */
    public static SdkHttpFullRequest.Builder to(String host, String operation) {
        return SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://" + host + ":8000/"))
                .putHeader("Host", host + ":8000")
                .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation);
    }
}
