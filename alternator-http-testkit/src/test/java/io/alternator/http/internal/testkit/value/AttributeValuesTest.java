package io.alternator.http.internal.testkit.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributeValuesTest {
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'N':'007.50'}                             | {'N':'7.5'}
            {'N':'-0.0'}                               | {'N':'0'}
            {'N':'1e3'}                                | {'N':'1000'}
            {'N':'1E-3'}                               | {'N':'0.001'}
            {'N':'12345678901234567890123456789012345678'} | {'N':'12345678901234567890123456789012345678'}
            {'SS':['b','a']}                           | {'SS':['a','b']}
            {'NS':['2','1.0']}                         | {'NS':['1','2']}
            {'L':[{'N':'1.0'},{'L':[]}]}               | {'L':[{'N':'1'},{'L':[]}]}
            {'M':{'a':{'N':'1.0'}}}                    | {'M':{'a':{'N':'1'}}}
            {'S':''}                                   | {'S':''}
            {'NULL':true}                              | {'NULL':true}
            """)
    void equalValuesGetOneForm(String value, String canonical) {
        assertThat(AttributeValues.canonical(json(value))).isEqualTo(json(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'S':'a','N':'1'}",
                "'text'",
                "{'X':'a'}",
                "{'S':1}",
                "{'N':1}",
                "{'N':'seven'}",
                "{'N':''}",
                "{'N':'123456789012345678901234567890123456789'}",
                "{'N':'1e126'}",
                "{'N':'1e-131'}",
                "{'N':'1e2147483647'}",
                "{'B':'%'}",
                "{'BOOL':'true'}",
                "{'NULL':false}",
                "{'SS':[]}",
                "{'SS':['a','a']}",
                "{'NS':['1','1.0']}",
                "{'NS':['x']}",
                "{'L':{}}",
                "{'L':[{}]}",
                "{'M':[]}",
                "{'M':{'a':{}}}"
            })
    void otherValuesAreRefused(String value) {
        assertThatThrownBy(() -> AttributeValues.canonical(json(value)))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo("ValidationException"));
    }

    @Test
    void scalarsHaveDynamoDbsOrder() {
        List<Scalar> ascending = List.of(
                scalar("{'N':'-10'}"),
                scalar("{'N':'9.5'}"),
                scalar("{'N':'10'}"),
                scalar("{'S':''}"),
                scalar("{'S':'a'}"),
                scalar("{'S':'ab'}"),
                scalar("{'S':'b'}"),
                scalar("{'S':'\uFFFD'}"), // behind the surrogates in UTF-16, but before them in UTF-8
                scalar("{'S':'\uD83D\uDC36'}"));
        assertThat(ascending).isSorted().doesNotHaveDuplicates();
        assertThat(scalar("{'B':'fw=='}")).isLessThan(scalar("{'B':'gA=='}")); // 0x7f, 0x80
        assertThat(scalar("{'N':'1.0'}")).isEqualTo(scalar("{'N':'1'}")).hasSameHashCodeAs(scalar("{'N':'1'}"));
        assertThat(Scalar.of(json("{'BOOL':true}"))).isEmpty();
    }

    private static Scalar scalar(String value) {
        return Scalar.of(json(value)).orElseThrow();
    }

    @Test
    void sizeCountsNamesAndContents() {
        ObjectNode item = (ObjectNode) json("{'id':{'S':'é'},'list':{'L':[{'S':'abc'}]}}");
        assertThat(AttributeValues.size(item)).isEqualTo(2 + 2 + 4 + 3 + 1 + 3);
    }
}
