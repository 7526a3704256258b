package io.alternator.http.internal.testkit.expression;

/**
 * A word or sign of an expression.
 *
 * @param text as written; empty at the end
 */
record Token(Kind kind, String text) {
    enum Kind {
        /** A keyword, a function or the name of an attribute. */
        WORD,
        /** {@code #name} */
        NAME,
        /** {@code :value} */
        VALUE,
        /** An operator or punctuation. */
        SIGN,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** Keywords may be written in small letters. */
    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
