package io.alternator.http.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Captures the library's log at DEBUG during a test. Register it in an instance field, so that each test has its own. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.alternator.http");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** The lines so far: level, message and the exception's message, separated by spaces. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines with level WARN or ERROR. */
    public List<String> warnings() {
        return lines.stream()
                .filter(line -> line.startsWith("WARN ") || line.startsWith("ERROR "))
                .toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage() + " "
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
        logger.addAppender(this);
        logger.setLevel(Level.DEBUG);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.setLevel(null);
        logger.detachAppender(this);
    }
}
