package io.alternator.http.internal.call;

/** Told what keeps background work awake. On request threads: must be quick. */
public interface Activity {
    /** A call begins. */
    void callStarted();

    /** An attempt has its node. */
    void attemptStarted();

    /** A connection could not be made: the cluster may have changed. */
    void connectFailed();
}
