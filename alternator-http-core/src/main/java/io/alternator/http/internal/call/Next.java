package io.alternator.http.internal.call;

/** What a shell has to do next for a call. */
public sealed interface Next {

    /** Send this attempt. It must be reported to its end. */
    record Send(Attempt attempt) implements Next {}

    /** Nothing: the call's other attempt answers it. */
    record AnsweredElsewhere() implements Next {
        static final AnsweredElsewhere INSTANCE = new AnsweredElsewhere();
    }

    /** Fail the call with this cause, for the SDK to retry or to report. */
    record Fail(Throwable cause) implements Next {}
}
