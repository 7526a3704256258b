package io.alternator.http.testkit;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Verifies a request's SigV4 signature as Alternator does: over the headers as received, including {@code Host}, whatever the
 * node's address. It signs the same request again with the SDK's own signer and compares the signatures.
 */
final class SignatureCheck {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=[^/]+/[0-9]+/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\\w+)");
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final Duration MAX_AGE = Duration.ofMinutes(15);
    private static final Set<String> SET_BY_SIGNER = Set.of("host", "x-amz-date", "x-amz-content-sha256");

    private final AwsCredentialsIdentity credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    SignatureCheck(AwsCredentialsIdentity credentials) {
        this.credentials = credentials;
    }

    boolean accepts(ReceivedRequest request) {
        Matcher authorization = AUTHORIZATION.matcher(request.header("authorization"));
        if (!authorization.matches()) {
            return false;
        }
        try {
            String expected = sign(
                    request,
                    List.of(authorization.group(3).split(";", -1)),
                    authorization.group(1),
                    authorization.group(2));
            Matcher recomputed = AUTHORIZATION.matcher(expected);
            return recomputed.matches() && recomputed.group(4).equals(authorization.group(4));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return false;
        }
    }

    /** False if the request was signed more than 15 minutes before or after this time. */
    boolean isUpToDate(ReceivedRequest request, Instant now) {
        return Duration.between(signedAt(request), now).abs().compareTo(MAX_AGE) <= 0;
    }

    private static Instant signedAt(ReceivedRequest request) {
        return Instant.from(AMZ_DATE.parse(request.header("x-amz-date")));
    }

    private String sign(ReceivedRequest request, List<String> signedHeaders, String region, String service) {
        Instant signedAt = signedAt(request);
        SdkHttpRequest.Builder rebuilt = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(URI.create("http://" + request.header("host") + request.path()));
        for (String name : signedHeaders) {
            if (!SET_BY_SIGNER.contains(name)) {
                rebuilt.putHeader(name, request.headers().getOrDefault(name, List.of()));
            }
        }
        return signer.sign(signing -> signing.identity(credentials)
                        .request(rebuilt.build())
                        .payload(ContentStreamProvider.fromByteArray(request.bytes()))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signedAt, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElse("");
    }
}
