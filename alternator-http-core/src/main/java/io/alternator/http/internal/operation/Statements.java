package io.alternator.http.internal.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Tells by its statements what a PartiQL request does. */
final class Statements {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIELD = "Statement"; // the same for one statement, a batch and a transaction

    private Statements() {}

    /** {@link OperationKind#READ} if every statement begins with SELECT. */
    static OperationKind kind(@Nullable InputStream body) {
        if (body == null) {
            return OperationKind.UNKNOWN;
        }
        try (JsonParser json = JSON.createParser(body)) {
            return kind(json);
        } catch (IOException notJson) {
            return OperationKind.UNKNOWN;
        }
    }

    private static OperationKind kind(JsonParser json) throws IOException {
        OperationKind kind = OperationKind.UNKNOWN; // without a statement
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.VALUE_STRING && FIELD.equals(json.currentName())) {
                if (!isSelect(json.getText().stripLeading())) {
                    return OperationKind.WRITE;
                }
                kind = OperationKind.READ;
            }
        }
        return kind;
    }

    private static boolean isSelect(String statement) {
        String keyword = "SELECT";
        return statement.regionMatches(true, 0, keyword, 0, keyword.length())
                && statement.length() > keyword.length()
                && !Character.isJavaIdentifierPart(statement.charAt(keyword.length()));
    }
}
