package io.alternator.http.internal.operation;

/** What an operation does. */
public enum OperationKind {
    /** Changes nothing, so a second copy of the request does no harm. */
    READ,

    /** Changes items. */
    WRITE,

    /** Changes something else, such as a table or a backup. */
    OTHER,

    /** Not in the table, or the statement cannot be told: anything may happen. */
    UNKNOWN
}
