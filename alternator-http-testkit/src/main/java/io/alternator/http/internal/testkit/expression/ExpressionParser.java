package io.alternator.http.internal.testkit.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternator.http.internal.testkit.value.RequestException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recursive descent over the grammar in the package's description, one method for each of its rules. */
public final class ExpressionParser {
    private final String parameter;
    private final List<Token> tokens;
    private final Placeholders placeholders;
    private int position;

    private ExpressionParser(String parameter, String expression, Placeholders placeholders) {
        this.parameter = parameter;
        this.tokens = Tokenizer.split(expression);
        this.placeholders = placeholders;
    }

    /** Parses the request's parameter of this name, whose text is {@code expression}. */
    public static Condition condition(String parameter, String expression, Placeholders placeholders) {
        ExpressionParser parser = new ExpressionParser(parameter, expression, placeholders);
        Condition condition = parser.condition();
        parser.expectEnd();
        return condition;
    }

    /** The same for an update. */
    public static Update update(String parameter, String expression, Placeholders placeholders) {
        ExpressionParser parser = new ExpressionParser(parameter, expression, placeholders);
        Update update = parser.update();
        parser.expectEnd();
        return update;
    }

    private Condition condition() {
        Condition condition = and();
        while (acceptKeyword("OR")) {
            condition = new Condition.Or(condition, and());
        }
        return condition;
    }

    private Condition and() {
        Condition condition = not();
        while (acceptKeyword("AND")) {
            condition = new Condition.And(condition, not());
        }
        return condition;
    }

    private Condition not() {
        if (acceptKeyword("NOT")) {
            return new Condition.Not(not());
        }
        if (accept("(")) {
            Condition condition = condition();
            expect(")");
            return condition;
        }
        return peek().kind() == Token.Kind.WORD && peekSecond().isSign("(") ? function() : comparison();
    }

    private Condition function() {
        String name = take().text();
        expect("(");
        Condition condition = switch (name) {
            case "attribute_exists" -> new Condition.Exists(path());
            case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(path()));
            case "begins_with" -> {
                Operand operand = operand();
                expect(",");
                yield new Condition.BeginsWith(operand, operand());
            }
            default -> throw unsupported("the function " + name);
        };
        expect(")");
        return condition;
    }

    private Condition comparison() {
        Operand left = operand();
        if (acceptKeyword("BETWEEN")) {
            Operand low = operand();
            expectKeyword("AND");
            return new Condition.Between(left, low, operand());
        }
        if (peek().isKeyword("IN")) {
            throw unsupported("IN");
        }
        Optional<Comparison> comparison = Comparison.of(peek().text());
        if (comparison.isEmpty()) {
            throw syntaxError();
        }
        position++;
        return new Condition.Compared(left, comparison.get(), operand());
    }

    private Operand operand() {
        if (peekSecond().isSign("(")) {
            throw unsupported("the function " + peek().text() + " as an operand");
        }
        return peek().kind() == Token.Kind.VALUE
                ? new Operand.Literal(placeholders.value(take().text()))
                : new Operand.Attribute(path());
    }

    private String path() {
        Token token = take();
        String name = switch (token.kind()) {
            case WORD -> token.text();
            case NAME -> placeholders.name(token.text());
            case VALUE, SIGN, END -> {
                position--;
                throw syntaxError();
            }
        };
        if (peek().isSign(".") || peek().isSign("[")) {
            throw unsupported("paths into an attribute, such as " + token.text() + peek().text());
        }
        return name;
    }

    private Update update() {
        Map<String, JsonNode> set = new HashMap<>();
        Set<String> remove = new HashSet<>();
        do {
            if (acceptKeyword("SET")) {
                do {
                    assignment(set);
                } while (accept(","));
            } else if (acceptKeyword("REMOVE")) {
                do {
                    remove.add(requireNew(path(), remove));
                } while (accept(","));
            } else if (peek().isKeyword("ADD") || peek().isKeyword("DELETE")) {
                throw unsupported(peek().text());
            } else {
                throw syntaxError();
            }
        } while (peek().kind() != Token.Kind.END);
        remove.forEach(attribute -> requireNew(attribute, set.keySet()));
        return new Update(set, remove);
    }

    private void assignment(Map<String, JsonNode> set) {
        String attribute = requireNew(path(), set.keySet());
        expect("=");
        if (peek().kind() != Token.Kind.VALUE || isArithmetic(peekSecond())) {
            throw unsupported("SET of anything else than a value, as in SET a = :v");
        }
        set.put(attribute, placeholders.value(take().text()));
    }

    private static boolean isArithmetic(Token token) {
        return token.isSign("+") || token.isSign("-");
    }

    private String requireNew(String attribute, Set<String> known) {
        if (known.contains(attribute)) {
            throw RequestException.invalid("Invalid " + parameter
                    + ": Two document paths overlap with each other; must remove or rewrite one of these paths; path: ["
                    + attribute + "]");
        }
        return attribute;
    }

    private Token peek() {
        return tokens.get(position);
    }

    /** The token after the next one, or the end. */
    private Token peekSecond() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    private Token take() {
        Token token = peek();
        if (token.kind() == Token.Kind.END) {
            throw syntaxError();
        }
        position++;
        return token;
    }

    private boolean accept(String sign) {
        boolean accepted = peek().isSign(sign);
        position += accepted ? 1 : 0;
        return accepted;
    }

    private boolean acceptKeyword(String keyword) {
        boolean accepted = peek().isKeyword(keyword);
        position += accepted ? 1 : 0;
        return accepted;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw syntaxError();
        }
    }

    private void expectKeyword(String keyword) {
        if (!acceptKeyword(keyword)) {
            throw syntaxError();
        }
    }

    private void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw syntaxError();
        }
    }

    private RequestException unsupported(String what) {
        return RequestException.unsupported(what + " in " + parameter);
    }

    private RequestException syntaxError() {
        String token = peek().kind() == Token.Kind.END ? "<EOF>" : peek().text();
        return RequestException.invalid("Invalid " + parameter + ": Syntax error; token: \"" + token + "\"");
    }
}
