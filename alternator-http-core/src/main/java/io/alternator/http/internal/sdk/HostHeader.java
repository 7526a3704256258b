package io.alternator.http.internal.sdk;

/**
 * What one wrapped client does with the {@code Host} header, which is signed: an HTTP library may replace it by the address that it
 * connects to, and then only the node that the request was signed for accepts the signature. Known of the SDK's clients; what the
 * application's own does is seen from what a node received. Thread-safe.
 */
public final class HostHeader {
    private static final String SDK_CLIENTS = "software.amazon.awssdk.http.";

    private final String client;
    private final String remedy;
    private volatile Handling handling;

    private enum Handling {
        UNKNOWN,
        KEPT,
        REPLACED
    }

    private HostHeader(String client, Handling handling, String remedy) {
        this.client = client;
        this.handling = handling;
        this.remedy = remedy;
    }

    /** Of any client but UrlConnection. */
    public static HostHeader of(Object client) {
        Class<?> type = client.getClass();
        return new HostHeader(
                type.getName(),
                type.getName().startsWith(SDK_CLIENTS) ? Handling.KEPT : Handling.UNKNOWN,
                "have it send the header as it gets it, or use ApacheHttpClient, Apache5HttpClient, NettyNioAsyncHttpClient or"
                        + " one of the AWS CRT clients");
    }

    /** Of UrlConnection: {@code HttpURLConnection} sets the header itself, unless a system property allows the application to. */
    public static HostHeader ofUrlConnection() {
        return new HostHeader(
                "UrlConnectionHttpClient",
                Boolean.getBoolean("sun.net.http.allowRestrictedHeaders") ? Handling.KEPT : Handling.REPLACED,
                "use ApacheHttpClient, Apache5HttpClient or AwsCrtHttpClient, or start the JVM with"
                        + " -Dsun.net.http.allowRestrictedHeaders=true");
    }

    /** A node has received the header as it was sent, or another one, which decides if nothing was known. */
    public void seen(boolean kept) {
        if (handling == Handling.UNKNOWN) {
            handling = kept ? Handling.KEPT : Handling.REPLACED;
        }
    }

    /** True until a node has told. */
    public boolean isUnknown() {
        return handling == Handling.UNKNOWN;
    }

    /** True if any node gets the header as it was signed. */
    public boolean isKept() {
        return handling == Handling.KEPT;
    }

    /** True if requests that are signed for another node must not be sent. */
    public boolean isReplaced() {
        return handling == Handling.REPLACED;
    }

    /** What to do about a client that replaces the header. */
    public String remedy() {
        return remedy;
    }

    /** The client's name. */
    @Override
    public String toString() {
        return client;
    }
}
