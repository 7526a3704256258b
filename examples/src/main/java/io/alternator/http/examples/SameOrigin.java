package io.alternator.http.examples;

import com.sun.net.httpserver.Headers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests only from the console's own page and from tools on this machine. A foreign page in the browser can send
 * requests to 127.0.0.1 too: a cross-site request is recognised by its {@code Origin}, DNS rebinding by its {@code Host}.
 */
final class SameOrigin {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private SameOrigin() {}

    /** Whether to answer a request with these headers. */
    static boolean accepts(String method, Headers request) {
        String host = request.getFirst("Host");
        return isLoopback(host)
                && (method.equals("GET")
                        || isSameOrigin(host, request.getFirst("Origin"), request.getFirst("Sec-Fetch-Site")));
    }

    /** Forbids the browser to load, or to be shown within, anything else. */
    static void addHeaders(Headers response) {
        response.set("Cache-Control", "no-store");
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Referrer-Policy", "no-referrer");
        response.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    /** False for any name other than localhost, which defeats DNS rebinding. */
    static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }

    /**
     * False for a command that another site's page sends (CSRF). GET needs no check: the browser hides the response from that page.
     *
     * @param origin absent if the request does not come from a browser
     * @param site the {@code Sec-Fetch-Site} header
     */
    static boolean isSameOrigin(@Nullable String host, @Nullable String origin, @Nullable String site) {
        return (origin == null || origin.equalsIgnoreCase("http://" + host))
                && (site == null || site.equals("same-origin"));
    }
}
