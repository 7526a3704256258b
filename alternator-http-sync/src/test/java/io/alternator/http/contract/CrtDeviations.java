package io.alternator.http.contract;

import io.alternator.http.contract.Failure.Expected;
import io.alternator.http.contract.Failure.Node;
import io.alternator.http.contract.Failure.Request;
import io.alternator.http.internal.health.Outcome;
import java.util.Map;

/** What CRT, sync and async alike, does not let anybody see; each to the safe side. */
public final class CrtDeviations {
    /** To be put in place of what is expected of the others. */
    public static final Map<Failure, Expected> ALL = Map.of(
            // s2n keeps a failed handshake to itself for 10 to 30 s, and the wait for a connection is over before that
            Failure.TLS_UNTRUSTED, new Expected(Outcome.POOL_TIMEOUT, Request.LOST, Node.UNTOUCHED),
            // "socket is closed", as when a connection breaks off mid-exchange
            Failure.TLS_TO_PLAINTEXT, new Expected(Outcome.RESET, Request.LOST, Node.DOWN));

    private CrtDeviations() {}
}
