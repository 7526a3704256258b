package io.alternator.http.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.contract.RawServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** What users of similar clients reported in public, and what must not happen here. */
final class PublicReportsIT {
    private static final List<Supplier<SdkAsyncHttpClient>> CLIENTS =
            List.of(() -> NettyClients.builder().build(), AwsCrtAsyncHttpClient::create);

    private static final Tag DOG = Tag.builder().key("a").value("b").build();

    /** Neither a length nor a coding tells whether such a body is truncated, but it may be empty, or an error's may be no JSON. */
    @ParameterizedTest
    @CsvSource({
        "TagResource, 200 OK, ''",
        "UntagResource, 200 OK, ''",
        "GetItem, 400 Bad Request, ''",
        "GetItem, 500 Internal Server Error, ''",
        "GetItem, 503 Service Unavailable, busy"
    })
    void chunkedResponseThatIsEmptyOrNotJson_isThatOfTheBareClient(String operation, String status, String body)
            throws IOException {
        String chunk = body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        assertSameAsBare(
                operation,
                "HTTP/1.1 " + status + "\r\nContent-Type: application/x-amz-json-1.0\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"TagResource, 204 No Content", "GetItem, 204 No Content", "GetItem, 304 Not Modified"})
    void responseWithoutABody_isThatOfTheBareClient(String operation, String status) throws IOException {
        assertSameAsBare(
                operation, "HTTP/1.1 " + status + "\r\nContent-Type: application/x-amz-json-1.0\r\nX-A: b\r\n\r\n");
    }

    private static void assertSameAsBare(String operation, String response) throws IOException {
        try (RawServer server = new RawServer(post -> post.send(response))) {
            URI endpoint = URI.create("http://" + server.address());
            for (Supplier<SdkAsyncHttpClient> client : CLIENTS) {
                SdkAsyncHttpClient bare = client.get();
                String expected = result(bare, endpoint, operation);
                assertThat(result(AlternatorAsyncHttpClient.wrapAsync(client.get()), endpoint, operation))
                        .as("%s over %s", operation, bare.clientName())
                        .isEqualTo(expected);
            }
        }
    }

    /** The status that the SDK has seen; the failure if it has seen none. */
    private static String result(SdkAsyncHttpClient http, URI endpoint, String operation) {
        try (http;
                DynamoDbAsyncClient client = AsyncTestClient.dynamo(
                                http, endpoint, AnonymousCredentialsProvider.create())
                        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build()) {
            return call(client, operation)
                    .handle((response, failure) -> failure == null
                            ? "success " + response.sdkHttpResponse().statusCode()
                            : failure.getCause() instanceof AwsServiceException error
                                    ? "error " + error.statusCode()
                                    : String.valueOf(failure))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static CompletableFuture<? extends DynamoDbResponse> call(DynamoDbAsyncClient client, String operation) {
        return switch (operation) {
            case "TagResource" ->
                client.tagResource(tag -> tag.resourceArn("arn:dogs").tags(DOG));
            case "UntagResource" ->
                client.untagResource(untag -> untag.resourceArn("arn:dogs").tagKeys("a"));
            default -> client.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS("a"))));
        };
    }
}
