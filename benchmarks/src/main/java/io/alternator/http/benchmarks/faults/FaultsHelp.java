package io.alternator.http.benchmarks.faults;

import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.NamedOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The help text of {@code faults --help}. */
final class FaultsHelp {
    private FaultsHelp() {}

    static String text() {
        return """
            usage: java -jar benchmarks.jar faults [options]

            Runs a constant load of GetItem requests on a small cluster with real sockets, injects a fault and removes it, and
            prints how it affected the application: one row of a Markdown table per trial. The SDK's retries, timeouts and pools
            keep their defaults. Each request has a unique key; an answer with another key counts as an error. The faulty node is
            node 1 (of 0, 1, 2) unless the fault states otherwise. All nodes stay in the node list.

              --fault NAME,…     all (default), or any of those below
              --client NAME,…    all, or any of %s; default apache
              --strategy NAME    per-request, per-connection, or both (default)
              --bare             the bare SDK client, without the wrapper, against a single node: the faulty one
              --callers N        concurrent requests, default 32; a sync client uses one thread per request
              --nodes N          number of nodes, default 3
              --warmup N         seconds before the fault, default 3
              --seconds N        duration of the fault in seconds, default 6
              --after N          seconds observed after the fault, default 14
              --repeat N         runs of each trial, default 1

            faults
            %s

            columns
              requests                 requests of the application, from the start of the warm-up to the end of the trial
              errors                   requests that failed after the SDK's own retries, or were still in flight 5 s after the
                                       end of the trial
              longest ms               longest request among those in flight at any time during the fault
              longest ms after 2.5 s   the same for requests that started later than 2.5 s into the fault
              share                    the faulty node's share of the requests that all nodes read during the fault. Every
                                       attempt counts, answered or not; refused connections do not
              share after 5 s          the same, from 5 s into the fault
              back s                   seconds from the end of the fault to the node's next request
              fair s                   seconds from the end of the fault to the end of the first 500 ms window in which the node
                                       had at least 80 %% of a fair share; the minimum is 0.5
              first error              class and message of the first error

            A dash means that there is no value. The longest request is meaningful only on a machine with idle CPUs: compare
            with the fault `none`. If this process was not scheduled for more than 200 ms, it logs a warning.

            link-down creates network namespaces named alternator-faults-PID-… and deletes them at the end. After kill -9, delete
            them manually (ip netns list, ip netns delete).

            Exit status: 0 if all trials ran, whatever they measured; 1 if a trial could not be measured; 2 for invalid
            arguments. To log node state changes, add -Dorg.slf4j.simpleLogger.defaultLogLevel=info before -jar.
            """.formatted(NamedOption.labels(HttpClientKind.values()), faults());
    }

    private static String faults() {
        return Arrays.stream(FaultScenario.values())
                .map(fault -> String.format("  %-17s %s", fault.label(), fault.description()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
