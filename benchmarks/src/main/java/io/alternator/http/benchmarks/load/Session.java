package io.alternator.http.benchmarks.load;

import io.alternator.http.benchmarks.common.ClientTarget;
import io.alternator.http.benchmarks.common.HttpClientKind;
import io.alternator.http.benchmarks.common.PoolSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Compares all contenders over one kind of client at one concurrency, in this process. */
record Session(HttpClientKind client, int concurrency, LoadOptions options) {

    /**
     * Runs all rounds. Clients stay open throughout, so they keep their connections.
     *
     * @param first the index of the contender that is opened and warmed up first, because the order can have a lasting effect
     */
    ComparisonTable run(int first) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        Map<Contender, ContenderRun> runs = new EnumMap<>(Contender.class);
        try (StubServerHandle server =
                StubServerHandle.start(options.contenders().size(), options.nodes(), options.slowNodeDelay())) {
            try {
                List<Contender> contenders = options.contenders();
                for (int i = 0; i < contenders.size(); i++) {
                    int cluster = (first + i) % contenders.size();
                    Contender contender = contenders.get(cluster);
                    ClientTarget target = contender.to(server.hosts(cluster), server.port(), credentials());
                    runs.put(
                            contender,
                            new ContenderRun(contender, open(target, threads), concurrency, server, cluster));
                }
                return runRounds(contenders.stream().map(runs::get).toList(), first);
            } finally {
                runs.values().forEach(ContenderRun::close);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each round starts with a different contender, which spreads the effects of order. */
    private ComparisonTable runRounds(List<ContenderRun> runs, int first) throws InterruptedException {
        for (int i = 0; i < runs.size(); i++) {
            runs.get((first + i) % runs.size()).run(options.warmup());
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < runs.size(); i++) {
                runs.get((round + i) % runs.size()).measure(options.turn());
            }
        }
        return new ComparisonTable(runs.stream().map(ContenderRun::row).toList());
    }

    /** Every contender gets room for all concurrent requests on every node, so that the pool limit closes no connections. */
    private RequestLoop open(ClientTarget target, ExecutorService threads) {
        return client.over(
                PoolSettings.of(options.nodes() * concurrency),
                http -> new SyncRequestLoop(target.open(http), threads),
                http -> new AsyncRequestLoop(target.open(http)));
    }

    private AwsCredentialsProvider credentials() {
        return options.signed()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("alternator", "secret"))
                : AnonymousCredentialsProvider.create();
    }
}
