package io.alternator.http.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Stores and returns the names of dogs. The starter configures the DynamoDB client from {@code application.yml}. */
@SpringBootApplication(proxyBeanMethods = false)
class DogsApplication {

    public static void main(String[] args) {
        SpringApplication.run(DogsApplication.class, args);
    }
}
