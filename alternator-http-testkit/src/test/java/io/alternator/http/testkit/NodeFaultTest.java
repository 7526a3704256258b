package io.alternator.http.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NodeFaultTest {
    private final AlternatorTestCluster cluster = AlternatorTestCluster.start(2);
    private final TestNode node = cluster.node(1);

    @AfterEach
    void close() {
        cluster.close();
    }

    private String post() throws IOException {
        try (Socket socket = RawHttp.connect(node)) {
            RawHttp.send(socket, "POST", "/");
            return RawHttp.receive(socket);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KILLED", "HUNG", "HANGS_MID_BODY", "RESETS_MID_BODY"})
    void faultThatBreaksTheExchange_isLifted(NodeFault fault) throws IOException {
        fault.inject(node);
        assertThatThrownBy(() -> {
                    try (Socket socket = RawHttp.connect(node)) {
                        socket.setSoTimeout(200);
                        RawHttp.send(socket, "POST", "/");
                        RawHttp.receive(socket);
                    }
                })
                .isInstanceOf(IOException.class);
        NodeFault.lift(node);
        assertThat(post()).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHEDDING", "ANSWERS_500", "ANSWERS_503"})
    void faultThatAnswersAnError_isLifted(NodeFault fault) throws IOException {
        fault.inject(node);
        assertThat(post()).containsPattern("^HTTP/1.1 [45]");
        NodeFault.lift(node);
        assertThat(post()).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSES_BEFORE_HEADERS", "CLOSES_MID_BODY", "TRUNCATES_CHUNKS"})
    void faultThatClosesTheConnection_isLifted(NodeFault fault) throws IOException {
        String whole = post();
        String body = whole.substring(whole.indexOf("\r\n\r\n") + 4);
        fault.inject(node);
        assertThat(post()).doesNotEndWith(body);
        NodeFault.lift(node);
        assertThat(post()).endsWith(body);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTARTED", "SLOW", "CORRUPTS_GZIP", "UNLISTED"})
    void nodeThatStillAnswers_isListedAndWorksAfterwards(NodeFault fault) throws IOException {
        long start = System.nanoTime();
        fault.inject(node);
        assertThat(post()).startsWith("HTTP/1.1 200");
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(fault == NodeFault.SLOW ? NodeFault.SLOW_DELAY.toNanos() : 0);
        assertThat(node.isListed()).isEqualTo(fault != NodeFault.UNLISTED);
        NodeFault.lift(node);
        assertThat(node.isListed()).isTrue();
        assertThat(post()).startsWith("HTTP/1.1 200");
    }
}
