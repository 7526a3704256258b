package io.alternator.http.integrations;

/** Work that a published program does on an empty server. Its text is the program's name. */
interface Program {
    /**
     * Does the work, the same each time.
     *
     * @param clients makes the SDK's clients that the program uses
     * @param rounds runs the work round by round; what has to go on without interruption goes on meanwhile
     * @return what the program left and what it was told, without what differs from run to run
     * @throws Exception if the program fails
     */
    Object run(Clients clients, Rounds rounds) throws Exception;
}
