package io.alternator.http.contract;

import io.alternator.http.AlternatorConfig;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** Opens the table with DynamoDB clients, sync or async, over one of the SDK's HTTP clients. */
public interface DogTables {

    /** A client over a balanced HTTP client. */
    DogTable balanced(
            AlternatorConfig config, AwsCredentialsProvider credentials, ClientOverrideConfiguration override);

    /** A client over the HTTP client alone. */
    DogTable bare(URI endpoint, AwsCredentialsProvider credentials, ClientOverrideConfiguration override);
}
