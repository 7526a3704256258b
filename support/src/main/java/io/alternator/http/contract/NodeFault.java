package io.alternator.http.contract;

import io.alternator.http.testkit.TestNode;
import java.time.Duration;

/** A fault that can be injected into a node. */
enum NodeFault {
    KILLED,
    RESTARTED,
    HUNG,
    SLOW,
    SHEDDING,
    ANSWERS_500,
    ANSWERS_503,
    HANGS_MID_BODY,
    CLOSES_BEFORE_HEADERS,
    CLOSES_MID_BODY,
    RESETS_MID_BODY,
    TRUNCATES_CHUNKS,
    UNLISTED;

    private static final Duration DELAY = Duration.ofMillis(100);

    void inject(TestNode node) {
        switch (this) {
            case KILLED -> node.stop();
            case RESTARTED -> {
                node.stop();
                node.start();
            }
            case HUNG -> node.hang();
            case SLOW -> node.slow(DELAY);
            case SHEDDING -> node.shed();
            case ANSWERS_500 -> node.fail(500);
            case ANSWERS_503 -> node.fail(503);
            case HANGS_MID_BODY -> node.hangMidBody();
            case CLOSES_BEFORE_HEADERS -> node.closeBeforeHeaders();
            case CLOSES_MID_BODY -> node.closeMidBody();
            case RESETS_MID_BODY -> node.resetMidBody();
            case TRUNCATES_CHUNKS -> node.truncateChunk();
            case UNLISTED -> node.unlist();
        }
    }
}
