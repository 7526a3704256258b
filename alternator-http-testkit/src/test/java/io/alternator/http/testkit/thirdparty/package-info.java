/** Servers with DynamoDB's API that others wrote, for the tests of all modules; tests are skipped where one is not installed. */
package io.alternator.http.testkit.thirdparty;
