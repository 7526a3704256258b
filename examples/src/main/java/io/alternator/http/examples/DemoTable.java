package io.alternator.http.examples;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The table of a demo, for items with nothing but an {@code id}. */
public final class DemoTable {
    private DemoTable() {}

    /** Makes a table with a name of its own, which is returned; whoever made it deletes it. */
    public static String create(DynamoDbClient client) {
        String name = "demo_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        client.createTable(CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .build());
        client.waiter().waitUntilTableExists(table -> table.tableName(name));
        return name;
    }
}
