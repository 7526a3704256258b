package io.alternator.http.examples.console;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only what this machine's own page, or a tool on it, asks. Another site's page may send requests to 127.0.0.1 too:
 * its {@code Origin} gives it away, or, if it made its own name resolve to 127.0.0.1, its {@code Host}.
 */
final class SameOrigin extends Filter {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        Headers answered = exchange.getResponseHeaders();
        answered.set("Cache-Control", "no-store");
        answered.set("X-Content-Type-Options", "nosniff");
        answered.set("Referrer-Policy", "no-referrer");
        answered.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        boolean own = isOwn(asked.getFirst("Host"))
                && (exchange.getRequestMethod().equals("GET")
                        || isSameOrigin(
                                asked.getFirst("Host"), asked.getFirst("Origin"), asked.getFirst("Sec-Fetch-Site")));
        if (own) {
            chain.doFilter(exchange);
        } else {
            try (exchange) {
                Reply.text(403, "this console answers its own page on this machine only")
                        .send(exchange);
            }
        }
    }

    @Override
    public String description() {
        return "same origin, on this machine";
    }

    /** Keeps out names that were made to resolve to this machine. */
    static boolean isOwn(@Nullable String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }

    /**
     * Keeps out commands of other sites' pages; those may look, but their browser shows them nothing.
     *
     * @param origin absent from what no browser sends
     * @param site {@code Sec-Fetch-Site}
     */
    static boolean isSameOrigin(@Nullable String host, @Nullable String origin, @Nullable String site) {
        return (origin == null || origin.equalsIgnoreCase("http://" + host))
                && (site == null || site.equals("same-origin"));
    }
}
