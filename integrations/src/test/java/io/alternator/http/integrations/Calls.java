package io.alternator.http.integrations;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What becomes of the calls that a program makes through the SDK's clients. Also finds the moments without a write in flight: if
 * the answer to a conditional write is lost with its node, the SDK's retry fails its own condition, with every client.
 */
final class Calls implements ExecutionInterceptor {
    private static final int MANY = 10_000;
    private static final int WAIT_SECONDS = 60;

    private final LongAdder answered = new LongAdder();
    private final AtomicLong attempts = new AtomicLong();
    private final LongAdder conditionsFailed = new LongAdder();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final Semaphore writes = new Semaphore(MANY, true);
    private volatile LongConsumer beforeAttempt = number -> {};

    /** Calls that got an answer. */
    long answered() {
        return answered.sum();
    }

    /** What was sent for all calls: more than {@link #answered} if the SDK retried. */
    long attempts() {
        return attempts.get();
    }

    /** Of the answers, those that a condition was not met: something that these programs ask for. */
    long conditionsFailed() {
        return conditionsFailed.sum();
    }

    /** Why calls failed. */
    List<Throwable> errors() {
        return errors;
    }

    /** Runs this before the attempt of this number, counted from 1, is sent. */
    void beforeAttempt(long number, Runnable action) {
        beforeAttempt = next -> {
            if (next == number) {
                action.run();
            }
        };
    }

    /** Runs this while no write is in flight; reads may be. */
    void betweenWrites(Runnable action) throws InterruptedException {
        if (!writes.tryAcquire(MANY, WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a write did not end within " + WAIT_SECONDS + " s");
        }
        try {
            action.run();
        } finally {
            writes.release(MANY);
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (isWrite(context.request())) {
            writes.acquireUninterruptibly();
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        beforeAttempt.accept(attempts.incrementAndGet());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        answered.increment();
        release(context.request());
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure =
                context.exception() instanceof CompletionException wrapper ? wrapper.getCause() : context.exception();
        if (failure instanceof ConditionalCheckFailedException) {
            conditionsFailed.increment();
            answered.increment();
        } else if (failure instanceof ResourceNotFoundException) {
            answered.increment(); // how programs ask whether a table exists
        } else {
            errors.add(failure);
        }
        release(context.request());
    }

    private void release(SdkRequest sent) {
        if (isWrite(sent)) {
            writes.release();
        }
    }

    private static boolean isWrite(SdkRequest sent) {
        String request = sent.getClass().getSimpleName();
        return request.startsWith("Put")
                || request.startsWith("Update")
                || request.startsWith("Delete")
                || request.startsWith("Create")
                || request.startsWith("BatchWrite");
    }
}
