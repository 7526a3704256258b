package io.alternator.http.integrations;

import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** An item with a partition and a sort key. */
@DynamoDbBean
public class Parcel {
    private String city;
    private int number;
    private String state;

    static Parcel of(String city, int number, String state) {
        Parcel parcel = new Parcel();
        parcel.setCity(city);
        parcel.setNumber(number);
        parcel.setState(state);
        return parcel;
    }

    static Key key(String city, int number) {
        return Key.builder().partitionValue(city).sortValue(number).build();
    }

    @DynamoDbPartitionKey
    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    @DynamoDbSortKey
    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    @Override
    public String toString() {
        return city + " " + number + " " + state;
    }
}
