package io.alternator.http.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.internal.testing.FakeClock;
import io.alternator.http.internal.testing.TestIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When the application is asked for a key's name, and when it is left alone. */
public final class KeyLookupsTest {
    private final FakeClock clock = new FakeClock();
    private final KeyNames names = new KeyNames(Map.of());
    private final List<CompletableFuture<String>> asked = new ArrayList<>();
    private final KeyLookups lookups = lookups(table -> {
        CompletableFuture<String> name = new CompletableFuture<>();
        asked.add(name);
        return name;
    });

    private KeyLookups lookups(Function<String, CompletionStage<String>> lookup) {
        return new KeyLookups(lookup, names, clock, Runnable::run, clock, new Random(1), TestIdentity.ORDERS);
    }

    private void want() {
        lookups.want("dogs");
        clock.runReady();
    }

    private void fail(Throwable failure) {
        asked.get(asked.size() - 1).completeExceptionally(failure);
        clock.runReady();
    }

    @Test
    void oneLookupAtATime_inTheBackground() {
        lookups.want("dogs");
        assertThat(asked).isEmpty();
        want();
        want();
        assertThat(asked).hasSize(1);
        lookups.want("cats");
        clock.runReady();
        assertThat(asked).hasSize(2);
        asked.get(0).complete("id");
        clock.runReady();
        assertThat(names.of("dogs")).isEqualTo("id");
        assertThat(names.of("cats")).isNull();
    }

    @Test
    void nameThatDoesNotFitTheItems_isLookedUpAgainAfterFiveMinutes() {
        want();
        asked.get(0).complete("id");
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        want();
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        want();
        asked.get(1).complete("name");
        clock.runReady();
        assertThat(names.of("dogs")).isEqualTo("name");
    }

    @Test
    void passingFailure_isTriedAgainThreeTimes_afterGrowingPauses() {
        want();
        for (int tries = 1; tries <= 3; tries++) {
            fail(new IllegalStateException("no connection"));
            Duration pause = Duration.ofMillis(100L << (tries - 1));
            clock.advance(pause.multipliedBy(79).dividedBy(100));
            want();
            assertThat(asked).hasSize(tries);
            clock.advance(pause.multipliedBy(42).dividedBy(100));
            assertThat(asked).hasSize(tries + 1);
        }
        fail(new IllegalStateException("no connection"));
        want();
        clock.advance(Duration.ofMillis(1900));
        want();
        assertThat(asked).hasSize(4);
        clock.advance(Duration.ofMillis(200));
        assertThat(asked).as("only when a request wants it").hasSize(4);
        want();
        assertThat(asked).hasSize(5);
    }

    static List<Throwable> lastingFailures() {
        return List.of(
                new ResourceNotFoundException(),
                new CompletionException(new ResourceNotFoundException()),
                new CodedException("AccessDeniedException"),
                new CompletionException(new CodedException("ValidationException")));
    }

    @ParameterizedTest
    @MethodSource("lastingFailures")
    void failureThatDoesNotPass_isLeftAloneForFiveMinutes(Throwable failure) {
        want();
        fail(failure);
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        want();
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        want();
        assertThat(asked).hasSize(2);
    }

    @Test
    void otherErrorCode_isTriedAgain() {
        want();
        fail(new CodedException("ThrottlingException"));
        clock.advance(Duration.ofMillis(200));
        assertThat(asked).hasSize(2);
    }

    @Test
    void noName_isLeftAlone() {
        want();
        asked.get(0).complete("");
        clock.advance(Duration.ofMinutes(1));
        want();
        assertThat(asked).hasSize(1);
        assertThat(names.of("dogs")).isNull();
    }

    @Test
    void lookupWithoutAResult_isGivenUpAfterTenSeconds() {
        want();
        clock.advance(Duration.ofSeconds(11));
        assertThat(asked).hasSize(2);
        asked.get(0).complete("late");
        clock.runReady();
        assertThat(names.of("dogs")).isNull();
        asked.get(1).complete("id");
        clock.runReady();
        assertThat(names.of("dogs")).isEqualTo("id");
    }

    @Test
    void lookupThatThrows_isAFailure() {
        List<String> tables = new ArrayList<>();
        KeyLookups throwing = lookups(table -> {
            tables.add(table);
            throw new IllegalStateException("bug");
        });
        throwing.want("dogs");
        clock.advance(Duration.ofSeconds(1));
        assertThat(tables).hasSize(4);
    }

    private static final class ResourceNotFoundException extends RuntimeException {}

    /** As the SDK's exceptions: the code is in their details. */
    public static final class CodedException extends RuntimeException {
        private final String code;

        private CodedException(String code) {
            this.code = code;
        }

        public Details awsErrorDetails() {
            return new Details(code);
        }
    }

    /** As {@code AwsErrorDetails}. */
    public record Details(String errorCode) {}
}
