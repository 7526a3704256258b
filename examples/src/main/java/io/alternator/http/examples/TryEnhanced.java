package io.alternator.http.examples;

import io.alternator.http.testkit.AlternatorTestCluster;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The unchanged DynamoDB Enhanced client over a balanced HTTP client, on real data. */
public final class TryEnhanced {
    private TryEnhanced() {}

    /** Option: {@code --endpoint http://host:port} or {@code --backend http://host:port}. */
    public static void main(String[] args) {
        Target.main(args, AlternatorTestCluster.builder().store(), TryEnhanced::run);
    }

    private static void run(Target target) {
        try (DynamoDbClient client = target.client(target.config().build())) {
            DynamoDbEnhancedClient enhanced =
                    DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
            String name = "try_enhanced_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
            DynamoDbTable<EnhancedDocument> dogs = enhanced.table(
                    name,
                    TableSchema.documentSchemaBuilder()
                            .addIndexPartitionKey(TableMetadata.primaryIndexName(), "name", AttributeValueType.S)
                            .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                            .build());
            dogs.createTable();
            client.waiter().waitUntilTableExists(table -> table.tableName(name));
            for (int age = 1; age <= 9; age++) {
                dogs.putItem(EnhancedDocument.builder()
                        .putString("name", "dog " + age)
                        .putNumber("age", age)
                        .build());
            }
            System.out.println(
                    dogs.getItem(Key.builder().partitionValue("dog 7").build()).toJson());
            System.out.println(dogs.scan().items().stream().count() + " dogs in total");
            dogs.deleteTable();
        }
    }
}
