package io.alternator.http.benchmarks.faults;

import io.alternator.http.AlternatorConfig;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * Where an SDK client is pointed at.
 *
 * @param config of the wrapper; empty to go without
 */
record Route(URI endpoint, Optional<AlternatorConfig> config) {

    /** Points a client there. Retries and timeouts stay the SDK's own: what they make of a fault is what is measured. */
    <B extends AwsClientBuilder<B, C>, C> B point(B client) {
        return client.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create());
    }
}
