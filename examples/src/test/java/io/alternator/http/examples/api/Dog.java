package io.alternator.http.examples.api;

import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** An item of the table that the suites use. */
record Dog(String kennel, Integer number, String name) {
    static final TableSchema<Dog> SCHEMA = StaticImmutableTableSchema.builder(Dog.class, Builder.class)
            .newItemBuilder(Builder::new, Builder::build)
            .addAttribute(
                    String.class,
                    kennel -> kennel.name("kennel")
                            .getter(Dog::kennel)
                            .setter((dog, value) -> dog.kennel = value)
                            .tags(StaticAttributeTags.primaryPartitionKey()))
            .addAttribute(
                    Integer.class,
                    number -> number.name("number")
                            .getter(Dog::number)
                            .setter((dog, value) -> dog.number = value)
                            .tags(StaticAttributeTags.primarySortKey()))
            .addAttribute(
                    String.class, name -> name.name("name").getter(Dog::name).setter((dog, value) -> dog.name = value))
            .build();

    /** Builder in the form that the Enhanced client requires. */
    static final class Builder {
        private String kennel = "";
        private Integer number = 0;
        private String name = "";

        Dog build() {
            return new Dog(kennel, number, name);
        }
    }
}
