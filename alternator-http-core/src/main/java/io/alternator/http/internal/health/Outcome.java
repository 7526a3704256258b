package io.alternator.http.internal.health;

import java.util.Locale;

/** How one attempt on one node ended. Health, failover, the SDK-retry memory and the meters all read this one value. */
public enum Outcome {
    /** A response below 400. */
    SUCCESS(Verdict.ALIVE, false, false),
    /** A 4xx that is about the request: never the node's fault. */
    CLIENT_ERROR(Verdict.ALIVE, false, false),
    /** The node is overloaded and says so. */
    THROTTLED(Verdict.ALIVE, false, true),
    /** A 5xx; told by a node that is alive, perhaps about the cluster. */
    SERVER_ERROR(Verdict.ALIVE, false, true),
    /** No connection: refused, no route, unresolvable, connect timeout. The request was not sent. */
    CONNECT_ERROR(Verdict.DEAD, true, true),
    /** The TLS handshake failed: the node's fault or the configuration's. The request was not sent. */
    TLS_ERROR(Verdict.DEAD, true, true),
    /** No response in time; the request may have been carried out. */
    TIMEOUT(Verdict.SUSPECT, false, true),
    /** The connection broke off mid-exchange; the request may have been carried out. */
    RESET(Verdict.SUSPECT, false, true),
    /** No connection was free in the wrapped client's pool: ours, not the node's. Not sent. */
    POOL_TIMEOUT(Verdict.NOTHING, false, false),
    /**
     * The caller gave up: abort, cancel, interrupt, SDK timeout, closed client. It says nothing of the node; but if the SDK
     * ran out of patience and tries again, another node is the better guess.
     */
    ABORTED(Verdict.NOTHING, false, true);

    /** What an outcome says of the node. */
    public enum Verdict {
        /** It answered. */
        ALIVE,
        /** It may be dying; one stale connection is no dead node. */
        SUSPECT,
        /** Nobody can talk to it. */
        DEAD,
        /** Nothing. */
        NOTHING
    }

    private final Verdict verdict;
    private final boolean failsOver;
    private final boolean avoidedByRetries;
    private final String tag = name().toLowerCase(Locale.ROOT);

    Outcome(Verdict verdict, boolean failsOver, boolean avoidedByRetries) {
        this.verdict = verdict;
        this.failsOver = failsOver;
        this.avoidedByRetries = avoidedByRetries;
    }

    /** What a response means that came with this status. */
    public static Outcome ofStatus(int status) {
        if (status < 400) {
            return SUCCESS;
        }
        if (status == 429 || status == 503) {
            return THROTTLED;
        }
        return status < 500 ? CLIENT_ERROR : SERVER_ERROR;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** True if the request provably was not sent, by the node's fault: another node may get it at once. */
    public boolean failsOver() {
        return failsOver;
    }

    /** True if the SDK may try again, and then had better find another node. */
    public boolean avoidedByRetries() {
        return avoidedByRetries;
    }

    /** As meters and log lines show it. */
    public String tag() {
        return tag;
    }
}
