package io.alternator.http.benchmarks.common;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointParams;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;

/** The SDK's default endpoint resolution, applied to a list of endpoints in round-robin order. Thread-safe. */
final class RoundRobinEndpointProvider implements DynamoDbEndpointProvider {
    private final DynamoDbEndpointProvider delegate = DynamoDbEndpointProvider.defaultProvider();
    private final List<String> endpoints;
    private final AtomicInteger counter = new AtomicInteger();

    RoundRobinEndpointProvider(List<URI> endpoints) {
        this.endpoints = endpoints.stream().map(URI::toString).toList();
    }

    @Override
    public CompletableFuture<Endpoint> resolveEndpoint(DynamoDbEndpointParams parameters) {
        String next = endpoints.get(Math.floorMod(counter.getAndIncrement(), endpoints.size()));
        return delegate.resolveEndpoint(parameters.toBuilder().endpoint(next).build());
    }
}
