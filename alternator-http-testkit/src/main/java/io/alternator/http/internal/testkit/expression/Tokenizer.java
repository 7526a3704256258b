package io.alternator.http.internal.testkit.expression;

import io.alternator.http.internal.testkit.value.RequestException;
import java.util.ArrayList;
import java.util.List;

/** Splits an expression into tokens. */
final class Tokenizer {
    private static final String SIGNS = "(),=<>.[]+-";

    private final String text;
    private int next;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** All tokens of this text; the last is an {@link Token.Kind#END}. */
    static List<Token> split(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(tokenizer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next == text.length()) {
            return new Token(Token.Kind.END, "");
        }
        char first = text.charAt(next);
        return switch (first) {
            case '#' -> word(Token.Kind.NAME);
            case ':' -> word(Token.Kind.VALUE);
            default -> isWordPart(first) ? word(Token.Kind.WORD) : sign(first);
        };
    }

    private Token word(Token.Kind kind) {
        int start = next++;
        while (next < text.length() && isWordPart(text.charAt(next))) {
            next++;
        }
        return new Token(kind, text.substring(start, next));
    }

    private Token sign(char first) {
        if (SIGNS.indexOf(first) < 0) {
            throw RequestException.invalid("Invalid expression: Syntax error; token: \"" + first + "\" in: " + text);
        }
        int length = text.startsWith("<>", next) || text.startsWith("<=", next) || text.startsWith(">=", next) ? 2 : 1;
        String sign = text.substring(next, next + length);
        next += length;
        return new Token(Token.Kind.SIGN, sign);
    }

    private static boolean isWordPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
