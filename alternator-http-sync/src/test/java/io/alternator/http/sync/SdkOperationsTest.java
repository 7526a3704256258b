package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.operation.OperationKind;
import io.alternator.http.internal.operation.Operations;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Core's table of operations has every operation of the SDK's clients. One that a new SDK adds fails this until it is listed. */
final class SdkOperationsTest {
    private static final byte[] SELECT = "{\"Statement\":\"SELECT 1\"}".getBytes(StandardCharsets.UTF_8);

    private static Stream<String> targets(Class<?> client, String service) {
        return Arrays.stream(client.getMethods())
                .filter(method -> AwsResponse.class.isAssignableFrom(method.getReturnType())
                        && method.getParameterCount() == 1
                        && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .map(Method::getName)
                .map(name ->
                        service + "_20120810." + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }

    private static OperationKind kind(String target) {
        return Operations.kind(target, () -> new ByteArrayInputStream(SELECT));
    }

    @Test
    void everyOperationIsInTheTable() {
        assertThat(targets(DynamoDbClient.class, "DynamoDB"))
                .hasSizeGreaterThan(50)
                .allSatisfy(target -> assertThat(kind(target)).isNotEqualTo(OperationKind.UNKNOWN));
        assertThat(targets(DynamoDbStreamsClient.class, "DynamoDBStreams"))
                .hasSize(4)
                .allSatisfy(target -> assertThat(kind(target)).isEqualTo(OperationKind.READ));
    }
}
