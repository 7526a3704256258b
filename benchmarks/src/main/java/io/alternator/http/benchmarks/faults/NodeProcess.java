package io.alternator.http.benchmarks.faults;

import io.alternator.http.testkit.AlternatorTestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs one node in its own process. Answers each line on standard input with the number of requests read so far. */
final class NodeProcess {
    private NodeProcess() {}

    static List<String> arguments(NetworkPlan plan, int index) {
        return Stream.concat(
                        Stream.of(Integer.toString(index), Integer.toString(NetworkPlan.PORT)),
                        Arrays.stream(plan.hosts()))
                .toList();
    }

    /** Arguments: the node's index, the common port, the hosts of all nodes. Exits at the end of standard input. */
    public static void main(String[] args) throws IOException {
        int index = Integer.parseInt(args[0]);
        String[] hosts = Arrays.copyOfRange(args, 2, args.length);
        try (AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                        .addresses(Integer.parseInt(args[1]), hosts)
                        .onlyNode(index)
                        .start();
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            while (input.readLine() != null) {
                System.out.println(cluster.node(index).requests());
            }
        }
    }
}
