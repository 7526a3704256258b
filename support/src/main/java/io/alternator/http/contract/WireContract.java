package io.alternator.http.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorInterceptors;
import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorClusterExtension;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.CannedReplies;
import io.alternator.http.testkit.CannedReply;
import io.alternator.http.testkit.NodeFault;
import io.alternator.http.testkit.ReceivedRequest;
import io.alternator.http.testkit.TestNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * What is on the wire: compressed responses and requests, headers, requests without credentials. The nodes verify the signatures of
 * all requests that have credentials. Each subclass runs it over one SDK HTTP client.
 */
@Timeout(180) // a caller that does not go where it should fails its test instead of repeating for ever
public abstract class WireContract {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("AKIDTEST", "secret");
    private static final int LARGE = 10_000;
    private static final Pattern ID = Pattern.compile("\"id\":\\{\"S\":\"([^\"]*)\"");
    private static final Pattern SIGNED_HEADERS = Pattern.compile("SignedHeaders=([^,]+)");
    private static final List<String> WORDS = List.of("dog", "bark", "Labrador", "leash", "puppy", "fetch", "bone");

    private static final CannedReplies ITEMS = (operation, body) -> operation.equals("GetItem")
            ? CannedReply.ok("{\"Item\":{\"id\":{\"S\":\"" + id(body) + "\"},\"text\":{\"S\":\"" + text(size(id(body)))
                    + "\"}}}")
            : CannedReply.ok("{}");

    @RegisterExtension
    static final AlternatorClusterExtension VERIFYING = AlternatorClusterExtension.of(
            cluster -> cluster.nodes(3).verifySignatures(CREDENTIALS).replies(ITEMS));

    @RegisterExtension
    static final AlternatorClusterExtension ANONYMOUS =
            AlternatorClusterExtension.of(cluster -> cluster.nodes(3).replies(ITEMS));

    /** Clients over the HTTP client under test. */
    protected abstract DogTables clients();

    /** False if the HTTP client cannot send a signed Host header. */
    protected boolean keepsHost() {
        return true;
    }

    private AlternatorTestCluster cluster() {
        return keepsHost() ? VERIFYING.cluster() : ANONYMOUS.cluster();
    }

    private AwsCredentialsProvider credentials() {
        return keepsHost() ? StaticCredentialsProvider.create(CREDENTIALS) : AnonymousCredentialsProvider.create();
    }

    private static String id(String body) {
        Matcher id = ID.matcher(body);
        return id.find() ? id.group(1) : "";
    }

    /** The id of an item with so many letters. */
    private static String idOf(int size) {
        return "letters-" + size;
    }

    private static int size(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }

    /** Words and numbers without a pattern, so that they compress as usual data does. */
    private static String text(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length + 20);
        while (text.length() < length) {
            text.append(WORDS.get(random.nextInt(WORDS.size())))
                    .append(' ')
                    .append(random.nextInt(100_000))
                    .append(' ');
        }
        return text.substring(0, length);
    }

    private static Map<String, AttributeValue> item(int size) {
        return Map.of("id", AttributeValue.fromS(idOf(size)), "text", AttributeValue.fromS(text(size)));
    }

    private static void get(DogTable client, int size) {
        assertThat(client.get(idOf(size))).isEqualTo(item(size));
    }

    private DogTable open(RoutingStrategy strategy, UnaryOperator<AlternatorConfig.Builder> settings) {
        return open(strategy, settings, override -> {});
    }

    /** With all nodes as seeds, so that with PER_CONNECTION the first list moves no caller. */
    private static AlternatorConfig.Builder config(AlternatorTestCluster cluster, RoutingStrategy strategy) {
        return cluster.config()
                .seeds(cluster.nodes().stream()
                        .map(node -> node.address().toString())
                        .toList())
                .strategy(strategy);
    }

    private DogTable open(
            RoutingStrategy strategy,
            UnaryOperator<AlternatorConfig.Builder> settings,
            Consumer<ClientOverrideConfiguration.Builder> override) {
        return clients()
                .balanced(
                        settings.apply(config(cluster(), strategy).domain("dog.scylla.invalid"))
                                .build(),
                        credentials(),
                        ClientOverrideConfiguration.builder()
                                .applyMutation(override)
                                .build());
    }

    private static void withoutRetries(ClientOverrideConfiguration.Builder override) {
        override.retryStrategy(AwsRetryStrategy.doNotRetry());
    }

    private static void compressing(ClientOverrideConfiguration.Builder override) {
        override.addExecutionInterceptor(AlternatorInterceptors.compressRequests(1024));
    }

    /** The last request of the node that has had the most. */
    private static ReceivedRequest lastRequest(AlternatorTestCluster cluster) {
        return busiest(cluster).lastRequest().orElseThrow();
    }

    private static TestNode busiest(AlternatorTestCluster cluster) {
        return cluster.nodes().stream()
                .max(Comparator.comparing(TestNode::requests))
                .orElseThrow();
    }

    /** The bytes of a call alone: the least of three times, as node lists and probes are asked for now and then. */
    private static long bytes(AlternatorTestCluster cluster, ToLongFunction<TestNode> counter, Runnable call) {
        return LongStream.range(0, 3)
                .map(time -> {
                    long before = sum(cluster, counter);
                    call.run();
                    return sum(cluster, counter) - before;
                })
                .min()
                .orElseThrow();
    }

    private static long sum(AlternatorTestCluster cluster, ToLongFunction<TestNode> counter) {
        return cluster.nodes().stream().mapToLong(counter).sum();
    }

    private static byte[] gunzip(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void responses_areCompressedFrom4096Bytes_andDecoded(RoutingStrategy strategy) {
        try (DogTable plain = open(strategy, config -> config);
                DogTable compressed = open(strategy, config -> config.responseCompression(true))) {
            for (int size : List.of(1_000, 10_000, 100_000)) {
                get(plain, size);
                get(compressed, size);
                long before = bytes(cluster(), TestNode::bytesSent, () -> get(plain, size));
                long after = bytes(cluster(), TestNode::bytesSent, () -> get(compressed, size));
                assertThat(before).isGreaterThan(size);
                assertThat(after).as("%s letters", size).isBetween(1L, size < 4096 ? before + 16 : before / 2);
            }
            assertThat(cluster().nodes().stream()
                            .flatMap(node -> node.lastRequest().stream())
                            .map(request -> request.header("authorization")))
                    .allMatch(authorization -> !authorization.contains("accept-encoding"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void corruptResponse_isAnError_neverData(RoutingStrategy strategy) {
        cluster().nodes().forEach(TestNode::corruptGzip);
        try (DogTable client =
                open(strategy, config -> config.responseCompression(true), WireContract::withoutRetries)) {
            get(client, 100);
            assertThatThrownBy(() -> client.get(idOf(LARGE)))
                    .isInstanceOf(SdkException.class)
                    .hasStackTraceContaining("the gzip body is corrupt");
            get(client, 100);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CORRUPTS_GZIP", "CLOSES_MID_BODY", "TRUNCATES_CHUNKS", "RESETS_MID_BODY"})
    void brokenResponse_isAnError(NodeFault how) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            cluster().nodes().forEach(how::inject);
            try (DogTable client =
                    open(strategy, config -> config.responseCompression(true), WireContract::withoutRetries)) {
                assertThatThrownBy(() -> client.get(idOf(LARGE))).isInstanceOf(SdkException.class);
            }
            cluster().reset();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CORRUPTS_GZIP", "CLOSES_MID_BODY", "TRUNCATES_CHUNKS", "RESETS_MID_BODY", "HANGS_MID_BODY"})
    void brokenResponse_isReadAgainFromAnotherNode(NodeFault how) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            try (DogTable client = open(strategy, config -> config.responseCompression(true))) {
                get(client, LARGE);
                TestNode bad = busiest(cluster()); // with PER_CONNECTION, the next request goes there too
                how.inject(bad);
                long before = bad.requests();
                do {
                    get(client, LARGE);
                } while (bad.requests() == before);
                assertThat(bad.requests()).isEqualTo(before + 1);
            }
            cluster().reset();
        }
    }

    /** A client of a node that answers each request with this body, compressed, and these headers. */
    private void withCompressed(int status, String json, UnaryOperator<String> headers, Consumer<DogTable> test)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        CRC32 checksum = new CRC32();
        checksum.update(body.toByteArray());
        String response = "HTTP/1.1 " + status + " Raw\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + "Content-Encoding: gzip\r\n" + headers.apply(Long.toString(checksum.getValue()))
                + "Content-Length: " + body.size() + "\r\n\r\n" + body.toString(StandardCharsets.ISO_8859_1);
        try (RawServer server = new RawServer(post -> post.send(response));
                DogTable client = clients()
                        .balanced(
                                AlternatorConfig.builder()
                                        .seeds(server.address().toString())
                                        .responseCompression(true)
                                        .build(),
                                AnonymousCredentialsProvider.create(),
                                ClientOverrideConfiguration.builder().build())) {
            test.accept(client);
        }
    }

    @Test
    void checksumOfTheCompressedBody_isAccepted() throws IOException {
        withCompressed(
                200,
                "{\"Item\":{\"id\":{\"S\":\"rex\"}}}",
                checksum -> "x-amz-crc32: " + checksum + "\r\n",
                client -> assertThat(client.get("rex")).containsExactly(Map.entry("id", AttributeValue.fromS("rex"))));
    }

    @Test
    void compressedError_isUnderstood() throws IOException {
        withCompressed(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ValidationException\",\"message\":\"no such dog\"}",
                checksum -> "",
                client -> assertThatThrownBy(() -> client.get("rex"))
                        .isInstanceOfSatisfying(
                                DynamoDbException.class,
                                error -> assertThat(error.awsErrorDetails().errorCode())
                                        .isEqualTo("ValidationException"))
                        .hasMessageContaining("no such dog"));
    }

    private static void assertIsCompressed(ReceivedRequest request, int size) {
        assertThat(request.header("content-encoding")).isEqualTo("gzip");
        assertThat(request.header("content-length")).isEqualTo(String.valueOf(request.bytes().length));
        assertThat(request.header("content-type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(new String(gunzip(request.bytes()), StandardCharsets.UTF_8))
                .isEqualTo(request.body())
                .contains(text(size));
    }

    @ParameterizedTest
    @EnumSource
    void requests_areCompressedFromTheLimitOn(RoutingStrategy strategy) {
        try (DogTable plain = open(strategy, config -> config);
                DogTable compressing = open(strategy, config -> config, WireContract::compressing)) {
            for (int size : List.of(1_000, 10_000, 100_000)) {
                plain.put(item(size));
                compressing.put(item(size));
                long before = bytes(cluster(), TestNode::bytesReceived, () -> plain.put(item(size)));
                long after = bytes(cluster(), TestNode::bytesReceived, () -> {
                    cluster().nodes().forEach(TestNode::resetCounters);
                    compressing.put(item(size));
                    assertIsCompressed(lastRequest(cluster()), size);
                });
                assertThat(after).isBetween(1L, size < 4096 ? before - 100 : before / 2);
            }
            cluster().nodes().forEach(TestNode::resetCounters);
            compressing.put(item(500));
            ReceivedRequest small = lastRequest(cluster());
            assertThat(small.headers()).doesNotContainKey("content-encoding");
            assertThat(small.body()).isEqualTo(new String(small.bytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void bareClient_compressesRequestsToo() {
        try (DogTable client = clients()
                .bare(
                        cluster().endpoint(),
                        credentials(),
                        ClientOverrideConfiguration.builder()
                                .applyMutation(WireContract::compressing)
                                .build())) {
            client.put(item(LARGE));
            assertIsCompressed(cluster().node(0).lastRequest().orElseThrow(), LARGE);
        }
    }

    /** Retried by the SDK, or refused. */
    @ParameterizedTest
    @EnumSource(names = {"ANSWERS_500", "SHEDDING"})
    void compressedRequest_goesToAnotherNodeWithTheSameBytes(NodeFault trouble) {
        for (RoutingStrategy strategy : RoutingStrategy.values()) {
            try (DogTable client = open(strategy, config -> config, WireContract::compressing)) {
                client.put(item(LARGE));
                TestNode bad = busiest(cluster());
                trouble.inject(bad);
                do {
                    cluster().nodes().forEach(TestNode::resetCounters);
                    client.put(item(LARGE));
                } while (bad.requests() == 0);
                List<ReceivedRequest> received = cluster().nodes().stream()
                        .flatMap(node -> node.lastRequest().stream())
                        .toList();
                assertThat(received).hasSize(2);
                received.forEach(request -> assertIsCompressed(request, LARGE));
                assertThat(received.get(0).bytes()).isEqualTo(received.get(1).bytes());
            }
            cluster().reset();
        }
    }

    @ParameterizedTest
    @EnumSource
    void compressedRequest_failsOverFromAStoppedNode(RoutingStrategy strategy) {
        try (DogTable client = open(strategy, config -> config, WireContract::compressing)) {
            for (int i = 0; i < 6; i++) {
                client.put(item(LARGE));
            }
            busiest(cluster()).stop();
            cluster().nodes().forEach(TestNode::resetCounters);
            for (int i = 0; i < 6; i++) {
                client.put(item(LARGE));
            }
            assertIsCompressed(lastRequest(cluster()), LARGE);
        }
    }

    @Test
    void compressedReads_areHedged() {
        String id = "rex ".repeat(500) + "-10";
        try (DogTable client = open(
                RoutingStrategy.PER_REQUEST,
                config -> config.hedging(true).responseCompression(true),
                WireContract::compressing)) {
            Await.until("all nodes have answered many reads", () -> {
                assertThat(client.get(id)).containsKey("text");
                return cluster().nodes().stream().allMatch(node -> node.requests() > 50);
            });
            TestNode slow = cluster().node(0);
            cluster().nodes().forEach(TestNode::resetCounters);
            slow.slow(Duration.ofSeconds(20));
            Await.until("the slow node has had a read", () -> {
                assertThat(client.get(id)).containsKey("text");
                return slow.requests() > 0;
            });
            assertIsCompressed(slow.lastRequest().orElseThrow(), 0);
            assertThat(lastRequest(cluster()).header("content-encoding")).isEqualTo("gzip");
        }
    }

    /** The headers that an HTTP client adds by itself. */
    private static final Set<String> OF_HTTP_CLIENTS = Set.of("connection", "accept");

    private static Set<String> headersOf(ReceivedRequest request) {
        Set<String> names = new TreeSet<>(request.headers().keySet());
        names.removeAll(OF_HTTP_CLIENTS);
        return names;
    }

    @ParameterizedTest
    @EnumSource
    void signedRequest_keepsWhatIsSigned(RoutingStrategy strategy) {
        if (!keepsHost()) {
            return;
        }
        try (DogTable plain = open(strategy, config -> config);
                DogTable trimmed = open(strategy, config -> config.trimHeaders(true))) {
            cluster().nodes().forEach(TestNode::resetCounters);
            trimmed.put(item(100));
            ReceivedRequest request = lastRequest(cluster());
            Matcher signed = SIGNED_HEADERS.matcher(request.header("authorization"));
            assertThat(signed.find()).isTrue();
            Set<String> expected = new TreeSet<>(List.of(signed.group(1).split(";", -1)));
            expected.addAll(Set.of("authorization", "user-agent"));
            assertThat(headersOf(request)).isEqualTo(expected);
            assertThat(request.header("user-agent")).matches("aws-sdk-java/[0-9.]+");
            get(plain, 100);
            get(trimmed, 100);
            long before = bytes(cluster(), TestNode::bytesReceived, () -> get(plain, 100));
            long after = bytes(cluster(), TestNode::bytesReceived, () -> get(trimmed, 100));
            assertThat(after).isBetween(1L, before - 150);
        }
    }

    @Test
    void sessionToken_isKept() {
        if (!keepsHost()) {
            return;
        }
        AwsCredentialsProvider session = StaticCredentialsProvider.create(
                AwsSessionCredentials.create(CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey(), "token"));
        try (DogTable client = clients()
                .balanced(
                        cluster().config().trimHeaders(true).build(),
                        session,
                        ClientOverrideConfiguration.builder().build())) {
            client.put(item(100));
            assertThat(lastRequest(cluster()).header("x-amz-security-token")).isEqualTo("token");
        }
    }

    private DogTable anonymous(RoutingStrategy strategy, UnaryOperator<AlternatorConfig.Builder> settings) {
        return clients()
                .balanced(
                        settings.apply(config(ANONYMOUS.cluster(), strategy)).build(),
                        AnonymousCredentialsProvider.create(),
                        ClientOverrideConfiguration.builder().build());
    }

    @ParameterizedTest
    @EnumSource
    void withoutCredentials_onlyTheNeededHeadersAreSent(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = ANONYMOUS.cluster();
        try (DogTable plain = anonymous(strategy, config -> config);
                DogTable trimmed = anonymous(strategy, config -> config.trimHeaders(true))) {
            cluster.nodes().forEach(TestNode::resetCounters);
            trimmed.put(item(100));
            ReceivedRequest request = lastRequest(cluster);
            assertThat(headersOf(request))
                    .containsExactlyInAnyOrder("content-length", "content-type", "host", "user-agent", "x-amz-target");
            assertThat(request.header("user-agent")).matches("aws-sdk-java/[0-9.]+");
            get(plain, 100);
            get(trimmed, 100);
            long before = bytes(cluster, TestNode::bytesReceived, () -> get(plain, 100));
            long after = bytes(cluster, TestNode::bytesReceived, () -> get(trimmed, 100));
            assertThat(after).isBetween(1L, before - 250);
        }
    }

    /** The invocation id is not sent, and yet the SDK's retry avoids the node that failed. */
    @ParameterizedTest
    @EnumSource
    void withoutCredentials_aRetryGoesToAnotherNode(RoutingStrategy strategy) {
        AlternatorTestCluster cluster = ANONYMOUS.cluster();
        try (DogTable client = anonymous(strategy, config -> config.trimHeaders(true))) {
            get(client, LARGE);
            TestNode bad = busiest(cluster);
            bad.fail(500);
            long before = bad.requests();
            do {
                get(client, LARGE);
            } while (bad.requests() == before);
            assertThat(bad.requests()).isEqualTo(before + 1);
        }
    }

    @Test
    void userAgent_isWhatTheConfigurationSays() {
        try (DogTable client = open(
                RoutingStrategy.PER_REQUEST,
                config -> config.userAgent("{sdk} orders/1.4").trimUserAgent(true))) {
            client.put(item(100));
            assertThat(lastRequest(cluster()).header("user-agent")).matches("aws-sdk-java/[0-9.]+ orders/1.4");
        }
    }
}
