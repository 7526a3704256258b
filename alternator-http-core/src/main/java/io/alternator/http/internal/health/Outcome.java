package io.alternator.http.internal.health;

import java.util.Locale;

/** How one attempt on one node ended. Health, failover, retry history and meters all read this value. */
public enum Outcome {
    /** A response below 300. */
    SUCCESS(Verdict.ALIVE, false, false),
    /** A 4xx that is caused by the request, not by the node; or a 3xx, which no node sends. */
    CLIENT_ERROR(Verdict.ALIVE, false, false),
    /** The node reports overload (429, 503, {@code RequestLimitExceeded}): it gets fewer requests and is not ejected. */
    THROTTLED(Verdict.FAILING, false, true),
    /** Another 5xx. The node responds, and the cause may be the cluster: it is ejected only if its peers have fewer errors. */
    SERVER_ERROR(Verdict.FAILING, false, true),
    /** 502 or 504: a proxy in front of the node could not reach it. */
    GATEWAY_ERROR(Verdict.SUSPECT, false, true, "server_error"),
    /** No connection: refused, no route, connect timeout. The request was not sent. */
    CONNECT_ERROR(Verdict.DEAD, true, true),
    /**
     * No connection because of this machine or its name server: the name could not be resolved, no file descriptor or local port was
     * left, or this machine forbids it.
     * The request was not sent. It says nothing about the node, whose open connections may still work.
     */
    LOCAL_ERROR(Verdict.FAILING, true, true),
    /** The TLS handshake failed, because of the node or the configuration. The request was not sent. */
    TLS_ERROR(Verdict.DEAD, true, true),
    /** The node refused the signature because its clock is wrong, which no request changes. The request was not executed. */
    CLOCK_SKEW(Verdict.FAILING, true, true),
    /** No response in time; the request may have been executed. */
    TIMEOUT(Verdict.SUSPECT, false, true),
    /** The connection failed after the request was sent, at least in part; the request may have been executed. */
    RESET(Verdict.SUSPECT, false, true),
    /**
     * As {@link #RESET}, on a node that closes connections after a refusal: it may be that one's end and says nothing about the
     * node.
     */
    RESET_AFTER_REFUSAL(Verdict.NOTHING, false, true, "reset"),
    /**
     * As {@link #RESET}, before a response, on a connection that may have been idle in the pool while the node was restarted, or
     * while a load balancer or firewall dropped it. Many of them in a row say no more about the node than one.
     */
    STALE_CONNECTION(Verdict.CONNECTION, false, true, "reset"),
    /** The wrapped client's pool had no free connection; not caused by the node. The request was not sent. */
    POOL_TIMEOUT(Verdict.NOTHING, false, false),
    /**
     * The caller ended the request: abort, cancel, interrupt, SDK timeout, closed client. It says nothing certain about the
     * node; but after a timeout, the SDK's next attempt should use another node.
     */
    ABORTED(Verdict.NOTHING, false, true);

    /** What an outcome says about the node. */
    public enum Verdict {
        /** It responded normally. */
        ALIVE,
        /** It responded with an error: it gets fewer requests for a while. */
        FAILING,
        /**
         * It may have failed: it gets fewer requests for a while, is checked at once, and is ejected after several such outcomes in a
         * row.
         */
        SUSPECT,
        /** As {@link #SUSPECT}, but only the check can eject it: the connection is as likely a cause. */
        CONNECTION,
        /** It cannot be reached: it is ejected at once. */
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

    /** Classifies a response by its status. A 400 may also be a refusal for overload, which only its body tells. */
    public static Outcome ofStatus(int status) {
        if (status < 300) {
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

    /**
     * True if the node caused the failure and certainly did not execute the request: it may go to another node at once. A
     * refusal for overload does too, but not every {@link #THROTTLED} is one.
     */
    public boolean failsOver() {
        return failsOver;
    }

    /** True if it is a reason to take a node out of use whose check says nothing. */
    boolean isFailureOfNode() {
        return switch (verdict) {
            case FAILING, SUSPECT, CONNECTION, DEAD -> this != LOCAL_ERROR && this != CLOCK_SKEW;
            case ALIVE, NOTHING -> false;
        };
    }

    /** True if a whole response said so: the node can be reached, and the connection can be used again. */
    public boolean isRefusal() {
        return this == THROTTLED || this == CLOCK_SKEW;
    }

    /** True if a retry by the SDK should avoid this node. */
    public boolean avoidedByRetries() {
        return avoidedByRetries;
    }

    /** The name used in meter tags and log lines. */
    public String tag() {
        return tag;
    }
}
