package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table with a unique name, whose items have a single attribute, {@code id}. Its client's requests appear in no meters. */
public final class DemoTable implements AutoCloseable {
    private final String name = "demo_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final boolean keepsData;
    private final DynamoDbClient client;

    private DemoTable(Target target) {
        AlternatorConfig config =
                target.config().meterRegistry(new SimpleMeterRegistry()).build();
        keepsData = target.keepsData();
        client = target.client(config);
    }

    /** Creates the table. */
    public static DemoTable create(Target target) {
        DemoTable table = new DemoTable(target);
        try {
            table.create();
            return table;
        } catch (RuntimeException e) {
            table.client.close();
            throw e;
        }
    }

    private void create() {
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
    }

    public String name() {
        return name;
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
