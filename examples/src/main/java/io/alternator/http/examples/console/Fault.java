package io.alternator.http.examples.console;

/** A fault that the page can inject into an embedded node. */
enum Fault {
    /** The node is healthy. */
    NONE("restored by you: it runs and answers"),
    /** Connections are reset and the port is closed; the node is still listed. */
    KILLED("killed by you: connections reset, port closed, still listed"),
    /** The node reads requests and never answers. */
    HUNG("hung by you: it accepts requests and does not answer"),
    /** The node delays each response by {@link Faults#DELAY}. */
    SLOW("slowed by you: it delays each response by " + Faults.DELAY.toMillis() + " ms");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /** Text for the event list. */
    String label() {
        return label;
    }
}
