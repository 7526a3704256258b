package io.alternator.http.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;

/** Clusters in a process of their own, and what it answers to lines on its standard input, with whose end it ends. */
final class ServerProcess {
    static final String PORT = "port";
    static final String HOSTS = "hosts";
    static final String TRAFFIC = "traffic";

    private ServerProcess() {}

    /** Takes the number of clusters, the number of nodes of each, and the milliseconds that the last of them takes. */
    public static void main(String[] args) throws IOException {
        try (EventLoop server = EventLoop.start(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Duration.ofMillis(Long.parseLong(args[2])));
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                System.out.println(answer(question.split(" ", 2), server));
            }
        }
    }

    private static String answer(String[] question, EventLoop server) {
        return switch (question[0]) {
            case PORT -> Integer.toString(server.port());
            case HOSTS ->
                String.join(",", server.cluster(Integer.parseInt(question[1])).hosts());
            case TRAFFIC ->
                server.cluster(Integer.parseInt(question[1])).traffic().line();
            default -> throw new IllegalArgumentException("no such question: " + question[0]);
        };
    }
}
