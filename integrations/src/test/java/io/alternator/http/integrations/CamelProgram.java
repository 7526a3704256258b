package io.alternator.http.integrations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.aws2.ddb.Ddb2Constants;
import org.apache.camel.component.aws2.ddb.Ddb2Operations;
import org.apache.camel.impl.DefaultCamelContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Apache Camel's component aws2-ddb, by messages to its endpoint. */
final class CamelProgram implements Program {
    private static final int ROUNDS = 45;
    private static final String TABLE = "orders";
    private static final String ENDPOINT = "aws2-ddb:" + TABLE
            + "?amazonDDBClient=#client&keyAttributeName=id&keyAttributeType=HASH&keyScalarType=S"
            + "&readCapacity=10&writeCapacity=10";

    private final boolean everything;

    /** {@code everything} adds the operations with the API's older parameters, which is what Camel uses for updates and queries. */
    CamelProgram(boolean everything) {
        this.everything = everything;
    }

    @Override
    public Object run(Clients clients, Rounds rounds) throws Exception {
        List<Object> told = new ArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("client", clients.sync());
            camel.start();
            Orders orders = new Orders(camel.createProducerTemplate());
            rounds.run(ROUNDS, number -> {
                String id = Integer.toString(number);
                orders.send(Ddb2Operations.PutItem, Map.of(Ddb2Constants.ITEM, order(id, number)));
                told.add(orders.get(id));
                if (everything) {
                    told.add(orders.update(id, number));
                    told.add(orders.query(id));
                }
                if (number % 3 == 0) {
                    orders.send(Ddb2Operations.DeleteItem, Map.of(Ddb2Constants.KEY, key(id)));
                }
            });
            told.add(orders.batch());
            told.add(orders.scan());
            told.add(orders.tableStatus());
        }
        return told;
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private static Map<String, AttributeValue> order(String id, int amount) {
        return Map.of("id", AttributeValue.fromS(id), "amount", AttributeValue.fromN(Integer.toString(amount)));
    }

    /** The messages of this program; an answer is in the headers. */
    private record Orders(ProducerTemplate camel) {
        Message send(Ddb2Operations operation, Map<String, Object> headers) {
            Exchange answer = camel.request(ENDPOINT, exchange -> {
                exchange.getIn().setHeaders(new HashMap<>(headers));
                exchange.getIn().setHeader(Ddb2Constants.OPERATION, operation);
            });
            if (answer.getException() != null) {
                throw new IllegalStateException(operation + " failed", answer.getException());
            }
            return answer.getMessage();
        }

        Object get(String id) {
            return send(Ddb2Operations.GetItem, Map.of(Ddb2Constants.KEY, key(id), Ddb2Constants.CONSISTENT_READ, true))
                    .getHeader(Ddb2Constants.ATTRIBUTES);
        }

        /** Adds 1000 to the amount if it is as expected, which an update that is made twice would fail. */
        Object update(String id, int amount) {
            AttributeValueUpdate addition = AttributeValueUpdate.builder()
                    .action(AttributeAction.ADD)
                    .value(AttributeValue.fromN("1000"))
                    .build();
            ExpectedAttributeValue expected = ExpectedAttributeValue.builder()
                    .value(AttributeValue.fromN(Integer.toString(amount)))
                    .build();
            return send(
                            Ddb2Operations.UpdateItem,
                            Map.of(
                                    Ddb2Constants.KEY, key(id),
                                    Ddb2Constants.UPDATE_VALUES, Map.of("amount", addition),
                                    Ddb2Constants.UPDATE_CONDITION, Map.of("amount", expected),
                                    Ddb2Constants.RETURN_VALUES, "ALL_NEW"))
                    .getHeader(Ddb2Constants.ATTRIBUTES);
        }

        Object query(String id) {
            Condition condition = Condition.builder()
                    .comparisonOperator(ComparisonOperator.EQ)
                    .attributeValueList(AttributeValue.fromS(id))
                    .build();
            return send(Ddb2Operations.Query, Map.of(Ddb2Constants.KEY_CONDITIONS, Map.of("id", condition)))
                    .getHeader(Ddb2Constants.ITEMS);
        }

        Object batch() {
            KeysAndAttributes keys = KeysAndAttributes.builder()
                    .keys(IntStream.range(0, ROUNDS)
                            .mapToObj(number -> key(Integer.toString(number)))
                            .toList())
                    .build();
            Map<?, ?> found = send(Ddb2Operations.BatchGetItems, Map.of(Ddb2Constants.BATCH_ITEMS, Map.of(TABLE, keys)))
                    .getHeader(Ddb2Constants.BATCH_RESPONSE, Map.class);
            return Set.copyOf((Collection<?>) found.get(TABLE));
        }

        Object scan() {
            return Set.copyOf(
                    (Collection<?>) send(Ddb2Operations.Scan, Map.of()).getHeader(Ddb2Constants.ITEMS));
        }

        Object tableStatus() {
            return send(Ddb2Operations.DescribeTable, Map.of()).getHeader(Ddb2Constants.TABLE_STATUS);
        }
    }

    @Override
    public String toString() {
        return "Apache Camel, aws2-ddb";
    }
}
