package io.alternator.http.internal.health;

import java.util.Locale;

/** How one attempt on one node ended. Health, failover, the SDK-retry memory and the meters all read this one value. */
public enum Outcome {
    /** A response below 400. */
    SUCCESS(Verdict.ALIVE, false, false),
    /** A 4xx that is about the request: never the node's fault. */
    CLIENT_ERROR(Verdict.ALIVE, false, false),
    /** The node is overloaded and says so: it gets less traffic, and is not ejected. */
    THROTTLED(Verdict.FAILING, false, true),
    /** A 5xx; told by a node that is alive, perhaps about the cluster: what counts is whether its peers say so too. */
    SERVER_ERROR(Verdict.FAILING, false, true),
    /** 502 or 504: what stands before the node could not talk to it. */
    GATEWAY_ERROR(Verdict.SUSPECT, false, true, "server_error"),
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
        /** It answered, and badly: less traffic for a while. */
        FAILING,
        /** It may be dying; one stale connection is no dead node. Less traffic for a while. */
        SUSPECT,
        /** Nobody can talk to it. */
        DEAD,
        /** Nothing. */
        NOTHING
    }

    private final Verdict verdict;
    private final boolean failsOver;
    private final boolean avoidedByRetries;
    private final String tag;

    Outcome(Verdict verdict, boolean failsOver, boolean avoidedByRetries) {
        this.verdict = verdict;
        this.failsOver = failsOver;
        this.avoidedByRetries = avoidedByRetries;
        this.tag = name().toLowerCase(Locale.ROOT);
    }

    Outcome(Verdict verdict, boolean failsOver, boolean avoidedByRetries, String tag) {
        this.verdict = verdict;
        this.failsOver = failsOver;
        this.avoidedByRetries = avoidedByRetries;
        this.tag = tag;
    }

    /** What a response means that came with this status; a 400 may mean more, see {@link ErrorBody}. */
    public static Outcome ofStatus(int status) {
        if (status < 400) {
            return SUCCESS;
        }
        return switch (status) {
            case 429, 503 -> THROTTLED;
            case 502, 504 -> GATEWAY_ERROR;
            default -> status < 500 ? CLIENT_ERROR : SERVER_ERROR;
        };
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
