package io.alternator.http.benchmarks.faults;

import io.alternator.http.testkit.AlternatorTestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One node of a network, alone in a process; says how many requests it has read whenever it is sent a line. */
final class NodeProcess {
    private NodeProcess() {}

    static List<String> arguments(NetworkPlan plan, int index) {
        return Stream.concat(
                        Stream.of(Integer.toString(index), Integer.toString(NetworkPlan.PORT)),
                        Arrays.stream(plan.hosts()))
                .toList();
    }

    /** Takes the node's index, the port of all, and the hosts of all. Ends when whoever started it has ended. */
    public static void main(String[] args) throws IOException {
        int index = Integer.parseInt(args[0]);
        String[] hosts = Arrays.copyOfRange(args, 2, args.length);
        try (AlternatorTestCluster cluster = AlternatorTestCluster.builder()
                        .addresses(Integer.parseInt(args[1]), hosts)
                        .onlyNode(index)
                        .start();
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            while (questions.readLine() != null) {
                System.out.println(cluster.node(index).requests());
            }
        }
    }
}
