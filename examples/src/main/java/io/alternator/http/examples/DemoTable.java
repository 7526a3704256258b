package io.alternator.http.examples;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Creates the demo's table, whose items have a single attribute, {@code id}. */
public final class DemoTable {
    private DemoTable() {}

    /** Creates a table with a unique name and returns the name. The caller deletes the table. */
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
