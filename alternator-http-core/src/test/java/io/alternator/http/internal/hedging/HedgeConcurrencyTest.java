package io.alternator.http.internal.hedging;

import static io.alternator.http.internal.hedging.HedgingFixture.DELAY;
import static io.alternator.http.internal.hedging.HedgingFixture.MICROSECOND;
import static io.alternator.http.internal.hedging.HedgingFixture.read;
import static io.alternator.http.internal.testing.ClusterFixture.OK;
import static io.alternator.http.internal.testing.ClusterFixture.connectionRefused;
import static io.alternator.http.internal.testing.ClusterFixture.finish;
import static io.alternator.http.internal.testing.ClusterFixture.inFlight;
import static io.alternator.http.internal.testing.SentAttempt.begin;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.client.Cluster;
import io.alternator.http.internal.testing.FakeHedgeExecutor;
import io.alternator.http.internal.testing.FakeTransport;
import io.alternator.http.internal.testing.SentAttempt;
import java.io.IOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Hedges and first attempts that end at the same time on two threads. */
final class HedgeConcurrencyTest {
    private final HedgingFixture fixture = new HedgingFixture();

    @Test
    void attemptsThatEndAtOnce_reportToTheCallerExactlyOnce_andLeaveNothingInFlight() {
        Cluster cluster = fixture.open(config -> config.consecutiveFailures(Integer.MAX_VALUE));
        for (int i = 0; i < 1500; i++) {
            fixture.sendReads(cluster, 50, MICROSECOND);
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            executor.opensAtOnce = i % 2 == 0; // else while the first attempt ends
            SentAttempt first = begin(cluster, read("call " + i), executor);
            fixture.clock.advance(DELAY);
            CyclicBarrier start = new CyclicBarrier(2);
            End firstEnd = End.values()[i % 3];
            End hedgeEnd = End.values()[i / 3 % 3];
            CompletableFuture<Boolean> hedgeReports = CompletableFuture.supplyAsync(() -> {
                await(start);
                if (!executor.opensAtOnce) {
                    executor.openHedge();
                }
                return executor.hedgeOrNull() != null && hedgeEnd.reports(executor.hedgeOrNull());
            });
            await(start);
            boolean firstReports = firstEnd.reports(first);
            assertThat(firstReports).isNotEqualTo(hedgeReports.join());
            assertThat(inFlight(cluster)).isZero();
        }
    }

    @Test
    void hedgeDueDuringAFailover_replacesTheFailover_orIsNotSent() {
        Cluster cluster = fixture.open();
        int hedges = 0;
        int failovers = 0;
        for (int i = 0; i < 3000; i++) {
            fixture.sendReads(cluster, 50, MICROSECOND);
            FakeHedgeExecutor executor = new FakeHedgeExecutor();
            SentAttempt first = begin(cluster, read("call " + i), executor);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Void> hedging = CompletableFuture.runAsync(() -> {
                await(start);
                first.hedge();
            });
            await(start);
            SentAttempt next = first.failed(connectionRefused(), false);
            hedging.join();
            if (next == null) {
                assertThat(first.isAnsweredElsewhere()).isTrue();
                finish(executor.hedge());
                hedges++;
            } else {
                assertThat(executor.hedgeOrNull()).isNull();
                finish(next);
                failovers++;
            }
            assertThat(inFlight(cluster)).isZero();
        }
        assertThat(hedges).isPositive();
        assertThat(failovers).isPositive();
    }

    /** How a thread ends an attempt. */
    private enum End {
        ANSWER {
            @Override
            boolean reports(SentAttempt attempt) {
                boolean delivered = attempt.responded(OK);
                if (delivered) {
                    attempt.finished();
                }
                return delivered;
            }
        },
        FAILURE {
            @Override
            boolean reports(SentAttempt attempt) {
                attempt.failed(FakeTransport.connectionReset(), false);
                return !attempt.isAnsweredElsewhere();
            }
        },
        ABORT {
            @Override
            boolean reports(SentAttempt attempt) {
                attempt.failed(new IOException("aborted"), true);
                return !attempt.isAnsweredElsewhere();
            }
        };

        /** Ends the attempt. Returns true if the caller gets the result of this attempt. */
        abstract boolean reports(SentAttempt attempt);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
