package io.alternator.http.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import mockwebserver3.RecordedRequest;

/**
 * A request as a node received it.
 *
 * @param method the HTTP method
 * @param path the path with its query
 * @param headers the values by lower-case name
 * @param body the JSON text
 */
public record ReceivedRequest(String method, String path, Map<String, List<String>> headers, String body) {

    static ReceivedRequest of(RecordedRequest request) {
        return new ReceivedRequest(
                request.getMethod(),
                request.getTarget(),
                request.getHeaders().toMultimap(),
                request.getBody() == null ? "" : request.getBody().utf8());
    }

    /** The first value of a header, or an empty string if it is absent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).get(0);
    }

    /** The operation in {@code X-Amz-Target} without the version, such as {@code GetItem}. */
    public String operation() {
        String target = header("x-amz-target");
        return target.substring(target.indexOf('.') + 1);
    }
}
