package io.alternator.http.internal.testkit.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternator.http.internal.testkit.value.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpressionParserTest {
    private static final JsonNode ITEM = json("{'id':{'S':'rex'},'age':{'N':'7'},'tags':{'SS':['a','b']}}");
    private static final JsonNode REQUEST = json("""
            {'ExpressionAttributeNames': {'#a': 'age'},
             'ExpressionAttributeValues': {
               ':six': {'N':'6'}, ':seven': {'N':'7.00'}, ':text': {'S':'7'}, ':re': {'S':'re'}, ':rex': {'S':'rex'},
               ':tags': {'SS':['b','a']}}}""");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Condition condition(String expression) {
        return ExpressionParser.condition("ConditionExpression", expression, new Placeholders(REQUEST));
    }

    private static Update update(String expression) {
        return ExpressionParser.update("UpdateExpression", expression, new Placeholders(REQUEST));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attribute_exists(age)                                     | true
            attribute_exists ( #a )                                   | true
            attribute_exists(name)                                    | false
            attribute_not_exists(name)                                | true
            age = :seven                                              | true
            #a=:seven                                                 | true
            age = :text                                               | false
            age <> :text                                              | true
            name = :text                                              | false
            name <> :text                                             | true
            tags = :tags                                              | true
            :seven = age                                              | true
            age > :six                                                | true
            age >= :seven                                             | true
            age < :seven                                              | false
            age<=:seven                                               | true
            age > :text                                               | false
            name < :text                                              | false
            tags < :tags                                              | false
            age between :six and :seven                               | true
            id BETWEEN :re AND :re                                    | false
            begins_with(id, :re)                                      | true
            begins_with(id, :text)                                    | false
            begins_with(name, :re)                                    | false
            begins_with(age, :seven)                                  | false
            NOT age = :six                                            | true
            not not age = :six                                        | false
            NOT age = :six AND id = :re                               | false
            NOT (age = :six AND id = :re)                             | true
            age = :six AND id = :re OR id = :rex                      | true
            id = :rex OR age = :six AND id = :re                      | true
            (id = :rex OR age = :six) AND id = :re                    | false
            ((age = :seven))                                          | true
            age BETWEEN :six AND :seven AND id = :rex                 | true
            """)
    void conditionIsEvaluated(String expression, boolean expected) {
        assertThat(condition(expression).holds(ITEM)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            age                             | Invalid ConditionExpression: Syntax error; token: "<EOF>"
            age =                           | Invalid ConditionExpression: Syntax error; token: "<EOF>"
            age = :six )                    | Invalid ConditionExpression: Syntax error; token: ")"
            (age = :six                     | Invalid ConditionExpression: Syntax error; token: "<EOF>"
            age = :six OR                   | Invalid ConditionExpression: Syntax error; token: "<EOF>"
            age = = :six                    | Invalid ConditionExpression: Syntax error; token: "="
            age :six                        | Invalid ConditionExpression: Syntax error; token: ":six"
            attribute_exists(:six)          | Invalid ConditionExpression: Syntax error; token: ":six"
            attribute_exists(age, id)       | Invalid ConditionExpression: Syntax error; token: ","
            begins_with(id :re)             | Invalid ConditionExpression: Syntax error; token: ":re"
            age BETWEEN :six, :seven        | Invalid ConditionExpression: Syntax error; token: ","
            age ! :six                      | Invalid expression: Syntax error; token: "!" in: age ! :six
            age = :other                    | Invalid expression: :other is not defined in ExpressionAttributeValues
            #b = :six                       | Invalid expression: #b is not defined in ExpressionAttributeNames
            contains(id, :re)               | does not support the function contains in ConditionExpression
            size(id) > :six                 | does not support the function size in ConditionExpression
            :six < size(id)                 | does not support the function size as an operand in ConditionExpression
            age IN (:six)                   | does not support IN in ConditionExpression
            m.a = :six                      | does not support paths into an attribute, such as m. in ConditionExpression
            #a[0] = :six                    | does not support paths into an attribute, such as #a[ in ConditionExpression
            """)
    void otherConditionsAreRefused(String expression, String message) {
        assertThatThrownBy(() -> condition(expression))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET age = :six                             | {'id':{'S':'rex'},'age':{'N':'6'},'tags':{'SS':['a','b']}}
            set #a=:six,name = :text                   | {'id':{'S':'rex'},'age':{'N':'6'},'tags':{'SS':['a','b']},'name':{'S':'7'}}
            REMOVE tags, name                          | {'id':{'S':'rex'},'age':{'N':'7'}}
            REMOVE tags SET age = :six                 | {'id':{'S':'rex'},'age':{'N':'6'}}
            SET age = :six REMOVE tags                 | {'id':{'S':'rex'},'age':{'N':'6'}}
            """)
    void updateIsApplied(String expression, String expected) {
        ObjectNode item = ITEM.deepCopy();
        update(expression).applyTo(item);
        assertThat(item).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                              | Invalid UpdateExpression: Syntax error; token: "<EOF>"
            SET                             | Invalid UpdateExpression: Syntax error; token: "<EOF>"
            SET age = :six,                 | Invalid UpdateExpression: Syntax error; token: "<EOF>"
            SET age = :six :seven           | Invalid UpdateExpression: Syntax error; token: ":seven"
            age = :six                      | Invalid UpdateExpression: Syntax error; token: "age"
            SET age = :six, #a = :seven     | Two document paths overlap
            SET age = :six REMOVE #a        | Two document paths overlap
            REMOVE age, age                 | Two document paths overlap
            ADD age :six                    | does not support ADD in UpdateExpression
            DELETE tags :tags               | does not support DELETE in UpdateExpression
            SET age = age + :six            | does not support SET of anything else than a value
            SET age = :six - :six           | does not support SET of anything else than a value
            SET age = if_not_exists(age, :six) | does not support SET of anything else than a value
            SET m.a = :six                  | does not support paths into an attribute
            """)
    void otherUpdatesAreRefused(String expression, String message) {
        assertThatThrownBy(() -> update(expression))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNotSupported_namesTheWayOut() {
        assertThatThrownBy(() -> update("ADD age :six"))
                .hasMessageContaining("AlternatorTestCluster.builder().backend(URI)");
    }
}
