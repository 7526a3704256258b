package io.alternator.http.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The responses of the no-op clients: a list of n nodes for a GET, one small item for everything else. */
final class NoOpResponses {
    private static final byte[] ITEM =
            "{\"Item\":{\"id\":{\"S\":\"1\"},\"name\":{\"S\":\"dog\"}}}".getBytes(StandardCharsets.UTF_8);

    private final byte[] nodeList;
    private final SdkHttpResponse headers = SdkHttpFullResponse.builder()
            .statusCode(200)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(ITEM.length))
            .putHeader("x-amzn-RequestId", "0b8c0e2e-6d35-4b6b-9d0f-1b1f0d0c0a09")
            .build();

    NoOpResponses(int nodes) {
        nodeList = IntStream.range(0, nodes)
                .mapToObj(n -> "\"10.0." + n / 250 + "." + (n % 250 + 1) + "\"")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    SdkHttpResponse headers() {
        return headers;
    }

    byte[] body(SdkHttpRequest request) {
        return request.method() == SdkHttpMethod.GET ? nodeList : ITEM;
    }

    /** A signed GetItem request as the SDK passes it to its HTTP client. */
    static SdkHttpRequest signedRequest() {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("http")
                .host("dog.scylla.com")
                .port(8000)
                .encodedPath("/")
                .putHeader("amz-sdk-invocation-id", "5b9e3965-6f2b-4f1e-9d0c-5e1c3c6c7b1a")
                .putHeader("amz-sdk-request", "attempt=1; max=9")
                .putHeader(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;"
                                + "x-amz-content-sha256;x-amz-date;x-amz-target, Signature=00")
                .putHeader("Content-Length", "70")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Host", "dog.scylla.com:8000")
                .putHeader("User-Agent", "aws-sdk-java/2.54.13 md/io#sync md/http#Apache ua/2.1 os/Linux lang/java#17")
                .putHeader("x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                .putHeader("X-Amz-Date", "20261123T000000Z")
                .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                .build();
    }
}
