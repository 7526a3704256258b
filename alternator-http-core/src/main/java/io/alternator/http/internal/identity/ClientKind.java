package io.alternator.http.internal.identity;

/** Which of the SDK's two interfaces a client has. It tells two clients of one configuration apart. */
public enum ClientKind {
    /** {@code SdkHttpClient}. */
    SYNC,
    /** {@code SdkAsyncHttpClient}. */
    ASYNC
}
