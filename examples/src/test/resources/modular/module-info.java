/** An application on the module path. */
module app {
    requires io.alternator.http.async;
    requires io.alternator.http.core;
    requires io.alternator.http.sync;
    requires io.alternator.http.testkit;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.apache;
    requires software.amazon.awssdk.http.nio.netty;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.services.dynamodb;
}
