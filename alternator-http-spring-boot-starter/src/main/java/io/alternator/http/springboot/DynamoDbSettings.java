package io.alternator.http.springboot;

import io.alternator.http.AlternatorConfig;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;

/**
 * What DynamoDB clients need besides the HTTP client: endpoint, region, credentials.
 *
 * @param region of the properties
 * @param credentials of the properties
 */
record DynamoDbSettings(
        AlternatorConfig config, Optional<Region> region, Optional<AwsCredentialsProvider> credentials) {

    /**
     * The settings of these properties.
     *
     * @throws InvalidPropertyException if the credentials are incomplete or contradictory
     */
    static DynamoDbSettings of(AlternatorConfig config, AlternatorProperties properties) {
        return new DynamoDbSettings(config, text(properties.region()).map(Region::of), credentials(properties));
    }

    /** Sets what the properties say, and leaves the rest as it is. */
    void overrideIn(DynamoDbBaseClientBuilder<?, ?> builder) {
        if (!config.seeds().isEmpty()) {
            builder.endpointOverride(config.endpoint());
        }
        region.ifPresent(builder::region);
        credentials.ifPresent(builder::credentialsProvider);
    }

    /**
     * Sets everything.
     *
     * @param regions called if the properties have no region; null for none
     * @param provider called if the properties have no credentials; null for the SDK's default chain
     * @throws InvalidPropertyException if no seeds are set, as there is no endpoint then
     */
    void applyTo(
            DynamoDbBaseClientBuilder<?, ?> builder,
            Supplier<@Nullable AwsRegionProvider> regions,
            Supplier<@Nullable AwsCredentialsProvider> provider) {
        if (config.seeds().isEmpty()) {
            throw new InvalidPropertyException(
                    "alternator.seeds",
                    null,
                    "it is not set, so the auto-configured DynamoDB client has no endpoint",
                    "set alternator.seeds to nodes of the cluster, such as 10.0.0.1:8000,10.0.0.2:8000, or define a DynamoDB"
                            + " client of your own",
                    null);
        }
        if (region.isEmpty()) {
            builder.region(regionOf(regions.get()));
        }
        if (credentials.isEmpty()) {
            builder.credentialsProvider(provider.get());
        }
        overrideIn(builder);
    }

    /** Any region will do, so a chain that finds none is no failure. */
    private static Region regionOf(@Nullable AwsRegionProvider regions) {
        if (regions == null) {
            return Region.US_EAST_1;
        }
        try {
            return regions.getRegion();
        } catch (SdkClientException none) {
            return Region.US_EAST_1;
        }
    }

    private static Optional<AwsCredentialsProvider> credentials(AlternatorProperties properties) {
        Optional<String> accessKey = text(properties.accessKey());
        Optional<String> secretKey = text(properties.secretKey());
        if (properties.anonymous()) {
            if (accessKey.isPresent() || secretKey.isPresent()) {
                throw new InvalidPropertyException(
                        "alternator.anonymous",
                        "true",
                        "a key is set too, and anonymous requests have none",
                        "remove alternator.anonymous, or alternator.access-key and alternator.secret-key",
                        null);
            }
            return Optional.of(AnonymousCredentialsProvider.create());
        }
        if (accessKey.isPresent() != secretKey.isPresent()) {
            String missing = accessKey.isPresent() ? "alternator.secret-key" : "alternator.access-key";
            String present = accessKey.isPresent() ? "alternator.access-key" : "alternator.secret-key";
            throw new InvalidPropertyException(
                    missing, null, "it is not set, but " + present + " is", "set both, or none of them", null);
        }
        return accessKey.map(
                key -> StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secretKey.orElseThrow())));
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(StringUtils::hasText);
    }
}
