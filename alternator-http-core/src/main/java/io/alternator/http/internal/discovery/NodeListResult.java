package io.alternator.http.internal.discovery;

import io.alternator.http.NodeAddress;
import java.util.List;

/** What came of asking one node for the cluster's nodes. Only {@link Nodes} changes what is known. */
public sealed interface NodeListResult {

    /**
     * A list with at least one usable address, each once.
     *
     * @param leftOut what of the list is not used, and why; empty if all is
     */
    record Nodes(List<NodeAddress> addresses, String leftOut) implements NodeListResult {
        @Override
        public String toString() {
            return addresses.size() + " nodes";
        }
    }

    /** A well-formed list without entries: nobody is in the scope that was asked for. */
    record Empty() implements NodeListResult {
        @Override
        public String toString() {
            return "an empty list";
        }
    }

    /** A body that is not a list of addresses. */
    record Malformed(String why) implements NodeListResult {
        @Override
        public String toString() {
            return why;
        }
    }

    /** An answer other than 200; below 500 it says that this server has no such list. */
    record NotOk(int status) implements NodeListResult {
        @Override
        public String toString() {
            return "HTTP " + status;
        }
    }

    /** No answer at all. */
    record Unreachable(Throwable cause) implements NodeListResult {
        @Override
        public String toString() {
            return cause.toString();
        }
    }
}
