package io.alternator.http.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Stores and returns the names of dogs. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class DogsApplication {

    public static void main(String[] args) {
        SpringApplication.run(DogsApplication.class, args);
    }
}
