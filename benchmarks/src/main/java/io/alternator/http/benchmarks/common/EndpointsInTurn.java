package io.alternator.http.benchmarks.common;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointParams;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;

/** What the SDK does by itself for one endpoint, for one after the other. Thread-safe. */
final class EndpointsInTurn implements DynamoDbEndpointProvider {
    private final DynamoDbEndpointProvider usual = DynamoDbEndpointProvider.defaultProvider();
    private final List<String> endpoints;
    private final AtomicInteger turns = new AtomicInteger();

    EndpointsInTurn(List<URI> endpoints) {
        this.endpoints = endpoints.stream().map(URI::toString).toList();
    }

    @Override
    public CompletableFuture<Endpoint> resolveEndpoint(DynamoDbEndpointParams parameters) {
        String next = endpoints.get(Math.floorMod(turns.getAndIncrement(), endpoints.size()));
        return usual.resolveEndpoint(parameters.toBuilder().endpoint(next).build());
    }
}
