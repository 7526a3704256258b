package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.transport.ProxySettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

final class RequestRewriterTest {
    private static final Node NODE = Node.at("http", new NodeAddress("10.0.0.1", 8000));
    private static final String SDK = "aws-sdk-java/2.54.13";
    private static final String LONG = SDK + " md/io#sync md/http#Apache ua/2.1 api/DynamoDB#2.54.x m/E";
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=content-type;host, Signature=…";

    private static final RouteGuard GUARD = new RouteGuard(true, ProxySettings.NONE, "n1");

    private final RequestRewriter trimming = new RequestRewriter(GUARD, true);

    private static SdkHttpRequest request(String userAgent) {
        return ClusterFixture.request().toBuilder()
                .putHeader("Authorization", SIGNED)
                .putHeader("User-Agent", userAgent)
                .build();
    }

    private String userAgentOf(SdkHttpRequest request) {
        return trimming.rewrite(request, NODE).firstMatchingHeader("User-Agent").orElse("none");
    }

    @Test
    void withoutTrimming_theUserAgentIsUnchanged() {
        SdkHttpRequest sent = new RequestRewriter(GUARD, false).rewrite(request(LONG), NODE);
        assertThat(sent.firstMatchingHeader("User-Agent")).hasValue(LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "http, 10.0.0.1, 8000, http://10.0.0.1:8000/",
        "http, db.example, 80, http://db.example/",
        "http, 10.0.0.1, 443, http://10.0.0.1:443/",
        "https, fe80::1, 443, https://[fe80::1]/",
        "https, fe80::1, 8043, https://[fe80::1]:8043/"
    })
    void uriPointsToTheNode_asTheSdkWouldBuildIt(String scheme, String host, int port, URI expected) {
        Node node = Node.at(scheme, new NodeAddress(host, port));
        SdkHttpRequest sent = new RequestRewriter(GUARD, false).rewrite(request(SDK), node);
        assertThat(sent.getUri())
                .isEqualTo(expected)
                .isEqualTo(sent.toBuilder().build().getUri());
        assertThat(sent.getUri()).isSameAs(sent.getUri());
    }

    @Test
    void pathAndQueryAreUnchanged() {
        SdkHttpRequest original = request(SDK).toBuilder()
                .encodedPath("/a%20b")
                .putRawQueryParameter("c", "d e")
                .build();
        assertThat(trimming.rewrite(original, NODE).getUri()).hasToString("http://10.0.0.1:8000/a%20b?c=d%20e");
        SdkHttpRequest withQuery = original.toBuilder().encodedPath("/").build();
        assertThat(trimming.rewrite(withQuery, NODE).getUri()).hasToString("http://10.0.0.1:8000/?c=d%20e");
        SdkHttpRequest withPath = original.toBuilder().clearQueryParameters().build();
        assertThat(trimming.rewrite(withPath, NODE).getUri()).hasToString("http://10.0.0.1:8000/a%20b");
    }

    @Test
    void trimmedUserAgentIsReturnedByEveryMethod_andOtherHeadersAreUnchanged() {
        SdkHttpRequest original = request(LONG);
        SdkHttpRequest sent = trimming.rewrite(original, NODE);
        Map<String, List<String>> expected = new TreeMap<>(original.headers());
        expected.put("User-Agent", List.of(SDK));
        Map<String, List<String>> trimmed = new TreeMap<>();
        sent.forEachHeader(trimmed::put);
        assertThat(trimmed).isEqualTo(expected);
        assertThat(sent.headers()).isEqualTo(expected);
        assertThat(sent.toBuilder().build().headers()).isEqualTo(expected);
        assertThat(sent.headers().get("user-agent")).containsExactly(SDK);
        assertThat(sent.matchingHeaders("user-agent")).containsExactly(SDK);
        assertThat(sent.matchingHeaders("Host")).containsExactly("n1:8000");
        assertThat(sent.firstMatchingHeader("USER-AGENT")).hasValue(SDK);
        assertThat(sent.firstMatchingHeader("authorization")).hasValue(SIGNED);
        assertThat(sent.firstMatchingHeader(List.of("x", "User-Agent", "Host"))).hasValue(SDK);
        assertThat(sent.firstMatchingHeader(List.of("x"))).isEmpty();
        assertThat(sent.anyMatchingHeader("User-Agent"::equals)).isTrue();
        assertThat(sent.numHeaders()).isEqualTo(original.numHeaders());
        assertThat(sent.host()).isEqualTo("10.0.0.1");
    }

    @Test
    void missingHostHeaderIsAdded_alsoWithTrimming() {
        SdkHttpRequest sent =
                trimming.rewrite(request(LONG).toBuilder().removeHeader("Host").build(), NODE);
        assertThat(sent.firstMatchingHeader("Host")).hasValue("n1:8000");
        assertThat(sent.firstMatchingHeader("User-Agent")).hasValue(SDK);
        assertThat(sent.host()).isEqualTo("10.0.0.1");
    }

    @Test
    void userAgentIsTrimmedToItsFirstProduct() {
        assertThat(userAgentOf(request(LONG))).isEqualTo(SDK);
        assertThat(userAgentOf(request(LONG + ",b"))).isEqualTo(SDK);
        assertThat(userAgentOf(request("aws-sdk-java/2.54.130 md/io"))).isEqualTo("aws-sdk-java/2.54.130");
        assertThat(userAgentOf(request("aws-sdk-java/2.54 md/io"))).isEqualTo("aws-sdk-java/2.54");
        assertThat(userAgentOf(request("mine " + LONG))).isEqualTo("mine");
    }

    @Test
    void signedUserAgentIsNotTrimmed() {
        SdkHttpRequest signed = request(LONG).toBuilder()
                .putHeader("Authorization", SIGNED.replace("host,", "host;user-agent,"))
                .build();
        assertThat(userAgentOf(signed)).isEqualTo(LONG);
        SdkHttpRequest inTheQuery = request(LONG).toBuilder()
                .removeHeader("Authorization")
                .putRawQueryParameter("X-Amz-SignedHeaders", "host;user-agent")
                .build();
        assertThat(userAgentOf(inTheQuery)).isEqualTo(LONG);
    }

    @Test
    void userAgentWithoutDetails_isUnchanged() {
        assertThat(userAgentOf(request(SDK))).isEqualTo(SDK);
        assertThat(userAgentOf(request(" " + SDK))).isEqualTo(" " + SDK);
        assertThat(userAgentOf(ClusterFixture.request())).isEqualTo("none");
    }
}
