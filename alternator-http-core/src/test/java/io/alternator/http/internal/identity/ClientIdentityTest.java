package io.alternator.http.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.alternator.http.AlternatorConfig;
import io.alternator.http.NodeAddress;
import io.alternator.http.RoutingStrategy;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ClientIdentityTest {
    private static final ClientIdentity ORDERS =
            new ClientIdentity("orders", ClientKind.ASYNC, RoutingStrategy.PER_CONNECTION);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.alternator.http");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void captureLogs() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopCapturing() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    @Test
    void clientsOfOneConfiguration_areToldApart() {
        AlternatorConfig config = AlternatorConfig.builder().name("invoices").build();
        ClientIdentity sync = ClientIdentity.open(config, ClientKind.SYNC);
        ClientIdentity async = ClientIdentity.open(config, ClientKind.ASYNC);
        sync.release();
        async.release();

        assertThat(sync).hasToString("invoices, sync");
        assertThat(async).hasToString("invoices-2, async");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("[invoices-2, async] name: another open client is called 'invoices'");
        ClientIdentity later = ClientIdentity.open(config, ClientKind.ASYNC);
        later.release();
        assertThat(later).hasToString("invoices, async");
    }

    @Test
    void clusterOfAnEndpoint_hasTheEndpointInItsName() {
        assertThat(ORDERS.at(new NodeAddress("10.0.0.1", 8000)).name()).isEqualTo("orders@10.0.0.1:8000");
    }

    @Test
    void eachLineNamesTheClient_andIsOtherwiseAsSlf4jHasIt() {
        IOException failure = new IOException("broken");
        ClientLog log = ORDERS.log(ClientIdentityTest.class);
        log.debug("not logged at this level");
        log.info("{} UP => {}", "n1", "DOWN");
        log.warn("the answer is '{}'");
        log.error("{} failed", "a task", failure);

        assertThat(lines.list)
                .extracting(ILoggingEvent::toString)
                .containsExactly(
                        "[INFO] [orders, async] n1 UP => DOWN",
                        "[WARN] [orders, async] the answer is '{}'",
                        "[ERROR] [orders, async] a task failed");
        assertThat(lines.list.get(2).getThrowableProxy().getMessage()).isEqualTo("broken");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getLoggerName)
                .containsOnly(getClass().getName());
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(LibraryVersion.get()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    }
}
