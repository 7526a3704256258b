package io.alternator.http.internal.settings;

/** Text from a server or a user, made safe for a log line. */
public final class LogText {
    private static final int MAX_LENGTH = 100;

    private LogText() {}

    /** At most 100 characters; control characters and line separators are replaced by {@code ?}. */
    public static String escape(String text) {
        String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        StringBuilder escaped = new StringBuilder(start.length());
        start.codePoints().forEach(c -> escaped.appendCodePoint(isPrintable(c) ? c : '?'));
        return escaped.toString();
    }

    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }
}
