package io.alternator.http.examples;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests only from the console's own page and from tools on this machine. A foreign page in the browser can send
 * requests to 127.0.0.1 too: a cross-site request is recognised by its {@code Origin}, DNS rebinding by its {@code Host}.
 */
final class SameOrigin extends Filter {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers request = exchange.getRequestHeaders();
        Headers response = exchange.getResponseHeaders();
        response.set("Cache-Control", "no-store");
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Referrer-Policy", "no-referrer");
        response.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        boolean allowed = isLoopback(request.getFirst("Host"))
                && (exchange.getRequestMethod().equals("GET")
                        || isSameOrigin(
                                request.getFirst("Host"),
                                request.getFirst("Origin"),
                                request.getFirst("Sec-Fetch-Site")));
        if (allowed) {
            chain.doFilter(exchange);
        } else {
            try (exchange) {
                LocalServer.send(
                        LocalServer.Reply.text(
                                403, "the console accepts requests from its own page on this machine only"),
                        exchange);
            }
        }
    }

    @Override
    public String description() {
        return "same origin, on this machine";
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
