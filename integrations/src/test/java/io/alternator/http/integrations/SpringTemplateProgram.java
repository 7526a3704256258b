package io.alternator.http.integrations;

import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.ScanEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Spring Cloud AWS's DynamoDbTemplate: saves, updates, loads and deletes parcels, and reads them page by page. */
final class SpringTemplateProgram implements Program {
    private static final String TABLE = "parcel"; // as the template calls it
    private static final int ROUNDS = 60;
    private static final int PAGE = 7;
    private static final String CITY = "Kopenhagen";

    @Override
    public Object run(Clients clients, Rounds rounds) throws Exception {
        DynamoDbClient client = clients.sync();
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        enhanced.table(TABLE, TableSchema.fromBean(Parcel.class)).createTable();
        Clients.awaitActive(() -> client.describeTable(table -> table.tableName(TABLE)));
        DynamoDbTemplate template = new DynamoDbTemplate(enhanced);
        List<Object> told = new ArrayList<>();
        rounds.run(ROUNDS, number -> {
            template.save(Parcel.of(CITY, number, "sent"));
            told.add(template.load(Parcel.key(CITY, number), Parcel.class).toString());
            told.add(template.update(Parcel.of(CITY, number, "delivered")).toString());
            if (number % 3 == 0) {
                told.add(template.delete(Parcel.key(CITY, number), Parcel.class).toString());
            }
        });
        told.add(texts(template.scan(ScanEnhancedRequest.builder().limit(PAGE).build(), Parcel.class)));
        told.add(texts(template.query(
                QueryEnhancedRequest.builder()
                        .queryConditional(QueryConditional.sortGreaterThan(Parcel.key(CITY, ROUNDS / 2)))
                        .limit(PAGE)
                        .build(),
                Parcel.class)));
        return told;
    }

    private static List<String> texts(PageIterable<Parcel> pages) {
        return pages.items().stream().map(Parcel::toString).toList();
    }

    @Override
    public String toString() {
        return "Spring Cloud AWS, DynamoDbTemplate";
    }
}
