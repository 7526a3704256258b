package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import java.util.List;

/** The result of asking one node for the cluster's nodes. Only {@link Nodes} changes the set of known nodes. */
public sealed interface NodeListResult {

    /**
     * A list with at least one usable address.
     *
     * @param addresses without duplicates
     * @param ignoredEntries which entries were ignored and why, for a log line; empty if none were
     */
    record Nodes(List<NodeAddress> addresses, String ignoredEntries) implements NodeListResult {
        @Override
        public String toString() {
            return addresses.size() + " nodes";
        }
    }

    /** A well-formed list without entries: the requested scope has no nodes. */
    record Empty() implements NodeListResult {
        @Override
        public String toString() {
            return "an empty list";
        }
    }

    /** A body that is not a list of addresses. */
    record Malformed(String reason) implements NodeListResult {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** A status other than 200. Below 500 it means that the server has no such list. */
    record NotOk(int status) implements NodeListResult {
        @Override
        public String toString() {
            return "HTTP " + status;
        }
    }

    /** No answer. */
    record Unreachable(Throwable cause) implements NodeListResult {
        @Override
        public String toString() {
            return cause.toString();
        }
    }
}
