package io.alternator.http.internal.health;

/**
 * What is known of a gateway in front of a node that serves the node's requests and refuses the client's own: its health checks and its
 * questions for the list. Such a refusal says nothing about the node. Thread-safe.
 */
public final class CheckRefusals {
    private enum State {
        /** None was refused of late. */
        NONE,
        /** One was, and no request has succeeded since. */
        SEEN,
        /** The node is used again although its check was refused: its next request decides. */
        ON_TRIAL,
        /** Requests succeed while they are refused. */
        WHILE_SERVING
    }

    private volatile State state = State.NONE;
    private volatile boolean served;

    /** A check or a question was refused. */
    public void refused() {
        if (state == State.NONE) {
            state = State.SEEN;
        }
    }

    /** A check was answered as by a node that is alive. */
    void checkAnswered() {
        if (state == State.SEEN) {
            state = State.NONE;
        }
    }

    /** The node answered a question for the list: nothing refuses it. */
    public void questionAnswered() {
        state = State.NONE;
    }

    /** The node executed a request. On the request path: two volatile reads. */
    void served() {
        if (!served) {
            served = true;
        }
        State known = state;
        if (known == State.SEEN || known == State.ON_TRIAL) {
            state = State.WHILE_SERVING;
        }
    }

    /** A request failed. Returns true if that ends a trial. */
    boolean endsTrial(Outcome outcome) {
        if (state != State.ON_TRIAL || !outcome.isFailureOfNode()) {
            return false;
        }
        state = State.SEEN;
        return true;
    }

    /** A request has to show whether the node serves. */
    void tried() {
        state = State.ON_TRIAL;
    }

    /** A request was answered as no node does, or the node has left: another server may have the address. */
    public void forget() {
        served = false;
        state = State.NONE;
    }

    /** True if requests succeeded while checks were refused. */
    boolean sayNothing() {
        return state == State.WHILE_SERVING;
    }

    /** True if the node has executed a request. */
    boolean hasServed() {
        return served;
    }
}
