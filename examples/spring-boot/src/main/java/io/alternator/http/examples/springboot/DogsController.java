package io.alternator.http.examples.springboot;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes and reads a dog's name. It depends on the plain DynamoDB client only. */
@RestController
@RequestMapping("/dogs/{id}")
class DogsController {
    private final DynamoDbClient dynamoDb;

    DogsController(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @PutMapping
    void put(@PathVariable String id, @RequestBody String name) {
        dynamoDb.putItem(put ->
                put.tableName("dogs").item(Map.of("id", AttributeValue.fromS(id), "name", AttributeValue.fromS(name))));
    }

    @GetMapping
    String get(@PathVariable String id) {
        AttributeValue name = dynamoDb.getItem(get -> get.tableName("dogs").key(Map.of("id", AttributeValue.fromS(id))))
                .item()
                .get("name");
        if (name == null) {
            throw new ResponseStatusException(NOT_FOUND, "no dog " + id);
        }
        return name.s();
    }
}
