package io.alternator.http.examples;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.sync.AlternatorHttpClient;
import io.alternator.http.testkit.AlternatorTestCluster;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The unchanged DynamoDB Enhanced client over a balanced HTTP client, on real data. */
public final class TryEnhanced {
    private static final TableSchema<Dog> SCHEMA = StaticImmutableTableSchema.builder(Dog.class, Dog.Builder.class)
            .newItemBuilder(Dog.Builder::new, Dog.Builder::build)
            .addAttribute(
                    String.class,
                    name -> name.name("name")
                            .getter(Dog::name)
                            .setter((dog, value) -> dog.name = value)
                            .tags(StaticAttributeTags.primaryPartitionKey()))
            .addAttribute(
                    Integer.class, age -> age.name("age").getter(Dog::age).setter((dog, value) -> dog.age = value))
            .build();

    private TryEnhanced() {}

    /** Option: {@code --endpoint http://host:port} or {@code --backend http://host:port}. */
    public static void main(String[] args) {
        Target.main(args, AlternatorTestCluster.builder().store(), TryEnhanced::run);
    }

    private static void run(Target target) {
        AlternatorConfig config = target.config().build();
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(config.endpoint())
                .httpClientBuilder(AlternatorHttpClient.builder()
                        .delegate(ApacheHttpClient.builder())
                        .config(config))
                .credentialsProvider(target.credentials())
                .region(Region.US_EAST_1)
                .build()) {
            DynamoDbEnhancedClient enhanced =
                    DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
            String name = "try_enhanced_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
            DynamoDbTable<Dog> dogs = enhanced.table(name, SCHEMA);
            dogs.createTable();
            client.waiter().waitUntilTableExists(table -> table.tableName(name));
            for (int age = 1; age <= 9; age++) {
                dogs.putItem(new Dog("dog " + age, age));
            }
            System.out.println(
                    dogs.getItem(Key.builder().partitionValue("dog 7").build()));
            System.out.println(dogs.scan().items().stream().count() + " dogs in total");
            dogs.deleteTable();
        }
    }

    /** An item of the table. */
    record Dog(String name, Integer age) {
        /** Builder in the form that the Enhanced client requires. */
        static final class Builder {
            private String name = "";
            private Integer age = 0;

            Dog build() {
                return new Dog(name, age);
            }
        }
    }
}
