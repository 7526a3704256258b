/**
 * Programs that people run with DynamoDB, as they are published, over the wrapper. Start at {@link
 * io.alternator.http.integrations.ProgramContract}; a {@link io.alternator.http.integrations.Program} does the same work with
 * whatever clients it gets.
 */
package io.alternator.http.integrations;
