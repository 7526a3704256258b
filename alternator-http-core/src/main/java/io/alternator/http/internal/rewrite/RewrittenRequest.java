package io.alternator.http.internal.rewrite;

import io.alternator.http.internal.node.Node;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A signed request directed to a node: everything is the original's except scheme, host and port. A copy made by the SDK's
 * builder takes ten times the memory. It is an {@link SdkHttpFullRequest}, as that is what the SDK passes: a wrapped client of the
 * application may rely on it.
 */
abstract sealed class RewrittenRequest implements SdkHttpFullRequest permits RewrittenRequest.Whole, EditedRequest {
    private final SdkHttpRequest original;
    private final Node node;

    RewrittenRequest(SdkHttpRequest original, Node node) {
        this.original = original;
        this.node = node;
    }

    /** With all headers of the original. */
    static final class Whole extends RewrittenRequest {
        Whole(SdkHttpRequest original, Node node) {
            super(original, node);
        }
    }

    /** True if this library asks for a compressed response, so that it has to decode one. */
    boolean asksForGzip() {
        return false;
    }

    @Override
    public String protocol() {
        return node.scheme();
    }

    @Override
    public String host() {
        return node.connectHost();
    }

    @Override
    public int port() {
        return node.connectPort();
    }

    /** The node's prepared URI if the request has neither path nor query: parsing one takes longer than picking a node. */
    @Override
    public URI getUri() {
        return encodedPath().equals("/") && numRawQueryParameters() == 0
                ? node.root()
                : SdkHttpFullRequest.super.getUri();
    }

    @Override
    public SdkHttpMethod method() {
        return original.method();
    }

    @Override
    public String encodedPath() {
        return original.encodedPath();
    }

    @Override
    public Map<String, List<String>> rawQueryParameters() {
        return original.rawQueryParameters();
    }

    @Override
    public Optional<String> firstMatchingRawQueryParameter(String key) {
        return original.firstMatchingRawQueryParameter(key);
    }

    @Override
    public Optional<String> firstMatchingRawQueryParameter(Collection<String> keys) {
        return original.firstMatchingRawQueryParameter(keys);
    }

    @Override
    public List<String> firstMatchingRawQueryParameters(String key) {
        return original.firstMatchingRawQueryParameters(key);
    }

    @Override
    public void forEachRawQueryParameter(BiConsumer<? super String, ? super List<String>> consumer) {
        original.forEachRawQueryParameter(consumer);
    }

    @Override
    public int numRawQueryParameters() {
        return original.numRawQueryParameters();
    }

    @Override
    public Optional<String> encodedQueryParameters() {
        return original.encodedQueryParameters();
    }

    @Override
    public Optional<String> encodedQueryParametersAsFormData() {
        return original.encodedQueryParametersAsFormData();
    }

    @Override
    public Map<String, List<String>> headers() {
        return original.headers();
    }

    @Override
    public Optional<String> firstMatchingHeader(String header) {
        return original.firstMatchingHeader(header);
    }

    @Override
    public Optional<String> firstMatchingHeader(Collection<String> headersToFind) {
        return original.firstMatchingHeader(headersToFind);
    }

    @Override
    public boolean anyMatchingHeader(Predicate<String> predicate) {
        return original.anyMatchingHeader(predicate);
    }

    @Override
    public List<String> matchingHeaders(String header) {
        return original.matchingHeaders(header);
    }

    @Override
    public void forEachHeader(BiConsumer<? super String, ? super List<String>> consumer) {
        original.forEachHeader(consumer);
    }

    @Override
    public int numHeaders() {
        return original.numHeaders();
    }

    @Override
    public Optional<ContentStreamProvider> contentStreamProvider() {
        return original instanceof SdkHttpFullRequest full ? full.contentStreamProvider() : Optional.empty();
    }

    @Override
    public SdkHttpFullRequest.Builder toBuilder() {
        SdkHttpFullRequest.Builder copy = original instanceof SdkHttpFullRequest full
                ? full.toBuilder()
                : SdkHttpFullRequest.builder()
                        .method(method())
                        .encodedPath(encodedPath())
                        .rawQueryParameters(rawQueryParameters())
                        .headers(headers());
        return copy.protocol(protocol()).host(host()).port(port());
    }

    /** Names of headers only: their values have the signature. */
    @Override
    public String toString() {
        return method() + " " + protocol() + "://" + host() + ":" + port() + encodedPath() + ", headers "
                + headers().keySet();
    }
}
