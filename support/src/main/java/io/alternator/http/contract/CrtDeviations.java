package io.alternator.http.contract;

import io.alternator.http.contract.Failure.Expected;
import io.alternator.http.contract.Failure.Node;
import io.alternator.http.contract.Failure.Request;
import io.alternator.http.internal.health.Outcome;
import java.util.Map;

/** Failures that CRT, sync and async, reports as another one. Each deviation is on the safe side: the request is not resent. */
public final class CrtDeviations {
    /** Expectations that replace those of {@link Failure}. */
    public static final Map<Failure, Expected> ALL = Map.of(
            // s2n delays the report of a failed handshake by 10 to 30 s; the acquisition timeout expires first
            Failure.TLS_UNTRUSTED, new Expected(Outcome.POOL_TIMEOUT, Request.FAILED, Node.UNTOUCHED),
            // reported as "socket is closed", like a connection that is lost mid-exchange
            Failure.TLS_TO_PLAINTEXT, new Expected(Outcome.RESET, Request.FAILED, Node.DOWN));

    private CrtDeviations() {}
}
