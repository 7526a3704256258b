package io.alternator.http.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.RoutingStrategy;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * What a node does with a write before it dies is unknown to the SDK, which sends it again: a condition that the write itself has made
 * false then fails. That is the same with every client; {@link ProgramContract} therefore kills its node between writes.
 */
@Timeout(120)
final class LostAnswerIT {
    private final AlternatorTestCluster cluster = AlternatorTestCluster.builder()
            .nodes(3)
            .store()
            .verifySignatures(Clients.CREDENTIALS)
            .start();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void bareClient_conditionFails() {
        try (Clients clients = Clients.bare(cluster)) {
            expectConditionToFail(clients);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrapper_conditionFailsAlike(RoutingStrategy strategy) {
        try (Clients clients = Clients.wrapped(cluster, strategy)) {
            expectConditionToFail(clients);
        }
    }

    /** An answer is lost once: the SDK's second attempt heals the nodes. */
    private void expectConditionToFail(Clients clients) {
        Accounts<Account> accounts = Accounts.sync(clients, Account.class);
        accounts.create().run();
        Account account = new Account();
        account.setId("new");
        long attempts = clients.calls().attempts();
        cluster.nodes().forEach(TestNode::closeBeforeHeaders);
        clients.calls().beforeAttempt(attempts + 2, () -> cluster.nodes().forEach(TestNode::heal));

        assertThatThrownBy(() -> accounts.put().accept(account)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(clients.calls().attempts() - attempts).isEqualTo(2);
        assertThat(accounts.get().apply("new").getVersion()).isEqualTo(1);
    }
}
