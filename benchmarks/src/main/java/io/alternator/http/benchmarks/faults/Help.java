package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Named;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What {@code faults --help} says. */
final class Help {
    private Help() {}

    static String text() {
        return """
            usage: java -jar benchmarks.jar faults [options]

            Puts a constant load of GetItem on a small cluster of real sockets, lets one fault come and go, and prints what the
            application saw of it: one row of a Markdown table for each trial. Nothing of the SDK is tuned: its retries, its
            timeouts and its pools are the defaults. Each key is asked for once, and an answer to another key is an error.
            Node 1 of 0, 1, 2 falls ill unless the fault says otherwise; every node stays listed.

              --fault NAME,…     all (default), or of those below
              --client NAME,…    all, or of %s; default apache
              --strategy NAME    per-request, per-connection, or both (default)
              --bare             the bare SDK client against the one node that falls ill, without the wrapper
              --callers N        requests under way at any moment, default 32; sync clients take a thread for each, async
                                 clients do not
              --nodes N          default 3
              --warmup N         seconds before the fault, default 3
              --seconds N        seconds of fault, default 6
              --after N          seconds to watch when it is over, default 14
              --repeat N         rows for each trial, default 1

            faults
            %s

            columns
              requests           that the application made, from the start of the warm-up to the end
              errors             of these; after the SDK's own retries. What has not ended 5 s after the trial has failed
              longest ms         of the requests that began or were under way during the fault
              … after 2.5 s      of those that began later than 2.5 s into it
              share              the faulty node's part of what arrived at all nodes during the fault: every attempt that a
                                 node read, answered or not; connections that it refuses are none
              … after 5 s        the same from 5 s into the fault on
              back s             from the end of the fault to the next request on the node
              fair s             from the end of the fault to the end of the first 500 ms of which the node had at least
                                 80 %% of a fair share; 0.5 is the least there can be
              first error        its class and message

            Namespaces of link-down are named alternator-faults-PID-… and deleted at the end; after kill -9, do it by hand
            (ip netns list, ip netns delete).

            The longest requests tell of the fault only on a machine with processors to spare; compare with `none`. Where
            this process had to wait for more than 200 ms to run at all, a warning says so.

            A dash: there is nothing to tell. Exit status: 0 if everything was measured, whatever the figures; 1 if something
            could not be; 2 for arguments that make no sense. Changes of node states are logged with
            -Dorg.slf4j.simpleLogger.defaultLogLevel=info.
            """.formatted(Named.labels(ClientKind.values()), faults());
    }

    private static String faults() {
        return Arrays.stream(FaultScenario.values())
                .map(fault -> String.format("  %-17s %s", fault.label(), fault.description()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
