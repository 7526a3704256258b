package io.alternator.http.internal.metrics;

import io.alternator.http.internal.call.CallListener;
import io.alternator.http.internal.health.CheckResult;
import io.alternator.http.internal.nodelist.NodeListResult;
import java.util.Locale;

/** The values of tags that name a result or a constant. */
final class TagValues {
    private TagValues() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String sameNode(CallListener.RetriedOn node) {
        return switch (node) {
            case OTHER_NODE -> "false";
            case SAME_NODE -> "true";
            case ONLY_NODE -> "unavoidable";
        };
    }

    static String of(CheckResult result) {
        return result.isAlive() ? "alive" : result instanceof CheckResult.Dead ? "dead" : "unknown";
    }

    static String of(NodeListResult result) {
        if (result instanceof NodeListResult.Nodes) {
            return "nodes";
        } else if (result instanceof NodeListResult.Empty) {
            return "empty";
        } else if (result instanceof NodeListResult.Malformed) {
            return "malformed";
        } else if (result instanceof NodeListResult.NotOk) {
            return "not_ok";
        }
        return "unreachable";
    }
}
