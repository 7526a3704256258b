package io.alternator.http.examples;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A table with a unique name, whose items have a single attribute, {@code id}.
 *
 * @param client has its own HTTP client, whose requests appear in no meters, and knows which nodes are alive when the table is deleted
 * @param keepsData whether the table would stay after the end of the cluster
 */
public record DemoTable(String name, DynamoDbClient client, boolean keepsData) implements AutoCloseable {

    /** Creates the table. */
    public static DemoTable create(Target target) {
        String name = "demo_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        DynamoDbClient client = target.client(target.config().build());
        try {
            client.createTable(table -> table.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build()));
            client.waiter().waitUntilTableExists(table -> table.tableName(name));
            return new DemoTable(name, client, target.keepsData());
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Deletes the table, unless it ends with the cluster. */
    @Override
    public void close() {
        try (client) {
            if (keepsData) {
                client.deleteTable(table -> table.tableName(name));
            }
        } catch (SdkException e) {
            System.out.println("Table " + name + " was not deleted: " + e.getMessage());
        }
    }
}
