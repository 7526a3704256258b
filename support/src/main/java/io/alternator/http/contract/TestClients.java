package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Opens DynamoDB clients, sync or async, over one of the SDK's HTTP clients. They have the SDK's default retries. */
public interface TestClients {

    /** A client that wraps a built HTTP client, without a configuration. */
    TestClient zeroConfig(URI endpoint, AwsCredentialsProvider credentials);

    /** A client with a configuration, over the HTTP client's builder. */
    TestClient configured(AlternatorConfig config, AwsCredentialsProvider credentials);

    /** Writes once over the HTTP client alone: not balanced, and without retries. */
    void putBare(URI endpoint, AwsCredentialsProvider credentials, String id);
}
