package io.alternator.http.examples.console;

/** What an operator does to an embedded node. */
enum Fault {
    /** It is as it should be. */
    NONE("returned by you: it runs and answers"),
    /** Its connections are reset and its port is closed; it is still listed. */
    KILLED("killed by you: connections reset, port closed, still listed"),
    /** It reads and says nothing. */
    HUNG("hung by you: it accepts and says nothing"),
    /** It thinks for a while before each answer. */
    SLOW("slowed by you: it thinks " + Faults.DELAY.toMillis() + " ms before each answer");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /** In words, for the journal. */
    String label() {
        return label;
    }
}
