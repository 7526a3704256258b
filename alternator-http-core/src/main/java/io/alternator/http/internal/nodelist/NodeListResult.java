package io.alternator.http.internal.nodelist;

import io.alternator.http.NodeAddress;
import io.alternator.http.internal.node.Node;
import io.alternator.http.internal.settings.LogText;
import java.util.List;

/** The result of asking one node for the cluster's nodes. Only {@link Nodes} changes the set of known nodes. */
public sealed interface NodeListResult {
    /** How many refused addresses a log line shows. */
    int MAX_REFUSED_SHOWN = 5;

    /** True if it shows that the server is not Alternator, or of no use as such: it answers, but not with a list that can be used. */
    default boolean isOfOtherServer() {
        return this instanceof Malformed || isNoList();
    }

    /** True if the server answers, but not with a list. */
    default boolean isNoList() {
        return (this instanceof Malformed malformed && !malformed.isList())
                || (this instanceof NotOk notOk && notOk.status() < 500);
    }

    /**
     * A list with at least one usable address.
     *
     * @param addresses without duplicates
     * @param ignoredEntries which entries were ignored and why, for a log line; empty if none were
     */
    record Nodes(List<NodeAddress> addresses, String ignoredEntries) implements NodeListResult {
        /** The result without the addresses that the filter refuses; {@link Malformed} if none is left. */
        public NodeListResult filtered(ListedAddressFilter filter, Node asked) {
            List<NodeAddress> accepted = addresses.stream()
                    .filter(address -> filter.accepts(address, asked))
                    .toList();
            if (accepted.size() == addresses.size()) {
                return this;
            }
            List<String> refused = addresses.stream()
                    .filter(address -> !accepted.contains(address))
                    .limit(MAX_REFUSED_SHOWN)
                    .map(address -> LogText.escape(address.host()))
                    .toList();
            String reason = (addresses.size() - accepted.size()) + " that no node has: " + refused;
            return accepted.isEmpty()
                    ? new Malformed(
                            "a list without a usable address: " + reason
                                    + " (used are IP addresses; .nodeFilter(...) replaces this rule)",
                            true)
                    : new Nodes(accepted, ignoredEntries.isEmpty() ? reason : ignoredEntries + "; " + reason);
        }

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

    /**
     * A body that is not a list of addresses.
     *
     * @param isList true if it is a list nevertheless, so that the server is Alternator
     */
    record Malformed(String reason, boolean isList) implements NodeListResult {
        /** A body that is no list. */
        public Malformed(String reason) {
            this(reason, false);
        }

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
