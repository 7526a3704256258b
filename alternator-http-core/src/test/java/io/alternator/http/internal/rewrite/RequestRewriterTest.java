package io.alternator.http.internal.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.sdk.ProxySettings;
import io.alternator.http.internal.testing.ClusterFixture;
import io.alternator.http.internal.testing.FakeTransport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

final class RequestRewriterTest {
    private static final Node NODE = Node.at("http", new NodeAddress("10.0.0.1", 8000));
    private static final String SDK = "aws-sdk-java/2.54.13";
    private static final String LONG = SDK + " md/io#sync md/http#Apache ua/2.1 api/DynamoDB#2.54.x m/E";
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=content-type;host, Signature=…";

    private static final RouteGuard GUARD = new RouteGuard(new FakeTransport().hostHeader(), ProxySettings.NONE, "n1");

    private final RequestRewriter trimming = rewriter(config -> config.trimUserAgent(true));

    private static RequestRewriter rewriter(UnaryOperator<AlternatorConfig.Builder> settings) {
        return new RequestRewriter(
                GUARD,
                new HeaderEdits(settings.apply(AlternatorConfig.builder()).build()));
    }

    private static SdkHttpRequest rewrite(SdkHttpRequest request, UnaryOperator<AlternatorConfig.Builder> settings) {
        return rewriter(settings).rewrite(request, NODE);
    }

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
        SdkHttpRequest sent = rewriter(config -> config).rewrite(request(LONG), NODE);
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
        SdkHttpRequest sent = rewriter(config -> config).rewrite(request(SDK), node);
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

    @Test
    void userAgent_replacesTheSdks_orAddsToIt() {
        assertThat(rewrite(request(LONG), config -> config.userAgent("orders/1.4"))
                        .firstMatchingHeader("User-Agent"))
                .hasValue("orders/1.4");
        assertThat(rewrite(request(LONG), config -> config.userAgent("{sdk} orders/1.4"))
                        .firstMatchingHeader("User-Agent"))
                .hasValue(LONG + " orders/1.4");
        RequestRewriter shortened =
                rewriter(config -> config.userAgent("{sdk} orders/1.4").trimUserAgent(true));
        for (String sdk : List.of(LONG, "aws-sdk-java/2.54.130 md/io", SDK, LONG)) {
            assertThat(shortened.rewrite(request(sdk), NODE).firstMatchingHeader("User-Agent"))
                    .hasValue(sdk.replaceFirst(" .*", "") + " orders/1.4");
        }
    }

    @Test
    void signedUserAgent_isNotReplaced() {
        SdkHttpRequest signed = request(LONG).toBuilder()
                .putHeader("Authorization", SIGNED.replace("host,", "host;user-agent,"))
                .build();
        assertThat(rewrite(signed, config -> config.userAgent("orders/1.4")).firstMatchingHeader("User-Agent"))
                .hasValue(LONG);
    }

    @Test
    void gzipIsAskedFor_unlessTheRequestSaysWhatItAccepts() {
        assertThat(rewrite(request(LONG), config -> config.responseCompression(true))
                        .headers())
                .containsEntry("Accept-Encoding", List.of("gzip"))
                .hasSize(request(LONG).numHeaders() + 1);
        SdkHttpRequest plain = request(LONG).toBuilder()
                .putHeader("accept-encoding", "identity")
                .build();
        assertThat(rewrite(plain, config -> config.responseCompression(true)).headers())
                .isEqualTo(plain.headers());
    }

    private static SdkHttpRequest withSdkHeaders(String authorization) {
        SdkHttpRequest.Builder request = request(LONG).toBuilder()
                .putHeader("amz-sdk-invocation-id", "1")
                .putHeader("amz-sdk-request", "attempt=1; max=9")
                .putHeader("X-Amzn-Trace-Id", "Root=1")
                .putHeader("X-Amz-Security-Token", "token")
                .putHeader("X-Mine", "1");
        return (authorization.isEmpty()
                        ? request.removeHeader("Authorization")
                        : request.putHeader("Authorization", authorization))
                .build();
    }

    @Test
    void trimHeaders_leavesWhatIsSigned() {
        SdkHttpRequest signed =
                withSdkHeaders(SIGNED.replace("content-type", "amz-sdk-invocation-id;amz-sdk-request;content-type"));
        Map<String, List<String>> expected = new TreeMap<>(signed.headers());
        expected.remove("X-Amzn-Trace-Id");
        expected.put("User-Agent", List.of(SDK));
        SdkHttpRequest sent = rewrite(signed, config -> config.trimHeaders(true));
        assertThat(sent.headers()).isEqualTo(expected);
        assertThat(sent.toBuilder().build().headers()).isEqualTo(expected);
        assertThat(sent.numHeaders()).isEqualTo(expected.size());
    }

    @Test
    void trimHeaders_removesEachSdkHeaderThatIsNotSigned() {
        SdkHttpRequest partly = withSdkHeaders(SIGNED.replace("content-type", "amz-sdk-invocation-id;content-type"));
        assertThat(rewrite(partly, config -> config.trimHeaders(true)).headers())
                .containsKeys("amz-sdk-invocation-id", "X-Amz-Security-Token", "X-Mine")
                .doesNotContainKeys("amz-sdk-request", "X-Amzn-Trace-Id");
    }

    @Test
    void trimHeaders_removesAllSdkHeadersOfAnAnonymousRequest_asEveryMethodSays() {
        SdkHttpRequest anonymous = withSdkHeaders("");
        Map<String, List<String>> expected = new TreeMap<>(anonymous.headers());
        expected.keySet().removeAll(List.of("amz-sdk-invocation-id", "amz-sdk-request", "X-Amzn-Trace-Id"));
        expected.put("User-Agent", List.of(SDK));
        SdkHttpRequest sent = rewrite(anonymous, config -> config.trimHeaders(true));
        assertThat(sent.headers()).isEqualTo(expected);
        Map<String, List<String>> iterated = new TreeMap<>();
        sent.forEachHeader(iterated::put);
        assertThat(iterated).isEqualTo(expected);
        assertThat(sent.toBuilder().build().headers()).isEqualTo(expected);
        assertThat(sent.firstMatchingHeader("AMZ-SDK-REQUEST")).isEmpty();
        assertThat(sent.firstMatchingHeader(List.of("amz-sdk-request", "x-mine")))
                .hasValue("1");
        assertThat(sent.matchingHeaders("amz-sdk-invocation-id")).isEmpty();
        assertThat(sent.anyMatchingHeader("amz-sdk-request"::equals)).isFalse();
        assertThat(sent.anyMatchingHeader("X-Mine"::equals)).isTrue();
        assertThat(sent.numHeaders()).isEqualTo(expected.size());
    }

    @Test
    void signatureInTheQuery_keepsAllHeaders() {
        SdkHttpRequest inTheQuery = withSdkHeaders("").toBuilder()
                .putRawQueryParameter("X-Amz-SignedHeaders", "host;amz-sdk-request")
                .build();
        assertThat(rewrite(inTheQuery, config -> config.trimHeaders(true).userAgent("orders/1.4"))
                        .headers())
                .isEqualTo(inTheQuery.headers());
    }

    @Test
    void allChangesTogether() {
        SdkHttpRequest sent = rewrite(
                withSdkHeaders("").toBuilder().removeHeader("Host").build(),
                config -> config.trimHeaders(true).responseCompression(true).userAgent("{sdk} orders/1.4"));
        assertThat(sent.headers())
                .containsEntry("Host", List.of("n1:8000"))
                .containsEntry("User-Agent", List.of(SDK + " orders/1.4"))
                .containsEntry("Accept-Encoding", List.of("gzip"))
                .doesNotContainKey("amz-sdk-request");
        assertThat(sent.matchingHeaders("host")).containsExactly("n1:8000");
        assertThat(sent.matchingHeaders("accept-encoding")).containsExactly("gzip");
    }
}
