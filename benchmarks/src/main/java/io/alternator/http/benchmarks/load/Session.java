package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ClientKind;
import io.alternator.http.benchmarks.common.Pool;
import io.alternator.http.benchmarks.common.Route;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** All contenders, over one kind of client, with so many requests at once, in this process. */
record Session(ClientKind client, int concurrency, Options options) {

    /**
     * Plays all rounds. Clients stay open throughout, warm and with their connections.
     *
     * @param first is opened and warmed up before all others, and so on: who is early may keep something of it
     */
    Table play(int first) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        Map<Contender, Seat> seats = new EnumMap<>(Contender.class);
        try (Server server = Server.start(options.contenders().size(), options.nodes(), options.slowness())) {
            try {
                List<Contender> contenders = options.contenders();
                for (int i = 0; i < contenders.size(); i++) {
                    int cluster = (first + i) % contenders.size();
                    Contender contender = contenders.get(cluster);
                    Route route = contender.to(server.hosts(cluster), server.port(), credentials());
                    seats.put(contender, new Seat(contender, open(route, threads), concurrency, server, cluster));
                }
                return rounds(contenders.stream().map(seats::get).toList(), first);
            } finally {
                seats.values().forEach(Seat::close);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** In each round another contender begins, so that none always follows the same. */
    private Table rounds(List<Seat> seats, int first) throws InterruptedException {
        for (int i = 0; i < seats.size(); i++) {
            seats.get((first + i) % seats.size()).ask(options.warmup());
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < seats.size(); i++) {
                seats.get((round + i) % seats.size()).measure(options.turn());
            }
        }
        return new Table(seats.stream().map(Seat::row).toList());
    }

    /** The pool has room for all requests on all nodes, with every contender, so that none closes connections for others. */
    private Caller open(Route route, ExecutorService threads) {
        return client.over(
                Pool.of(options.nodes() * concurrency),
                http -> new SyncCaller(route.open(http), threads),
                http -> new AsyncCaller(route.open(http)));
    }

    private AwsCredentialsProvider credentials() {
        return options.signed()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("alternator", "secret"))
                : AnonymousCredentialsProvider.create();
    }
}
