package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.contract.TestClients;
import io.alternator.http.contract.TopologyContract;
import io.alternator.http.testkit.AlternatorTestCluster;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

final class TopologyIT extends TopologyContract {

    @Override
    protected TestClients clients() {
        return new SyncTestClients(ApacheHttpClient::builder);
    }

    /**
     * Probes and questions for the list back off together. One attempt per second would make 12 in 12 s, and 5 in the last 5 s. A whole
     * minute, with the limit of 10, passes on the fake clock: TopologyTest.deadSeed_isAskedRarely_whileNoRequestFlows.
     */
    @Tag("soak")
    @Test
    void zeroConfigOnADeadPort_triesLessAndLessOften_whileIdle() {
        URI deadPort;
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(1)) {
            deadPort = cluster.endpoint();
        }
        CountingClient counting = new CountingClient(ApacheHttpClient.create());
        try (SyncTestClient client = new SyncTestClient(
                AlternatorHttpClient.wrap(counting), deadPort, AnonymousCredentialsProvider.create())) {
            assertThatThrownBy(() -> client.put("rex")).isInstanceOf(SdkClientException.class);
            long byTheRequest = counting.attempts.sum();
            elapse(Duration.ofSeconds(7));
            long whileBusy = counting.attempts.sum();
            elapse(Duration.ofSeconds(5));
            assertThat(counting.attempts.sum() - whileBusy).isLessThanOrEqualTo(1);
            assertThat(counting.attempts.sum() - byTheRequest).isLessThanOrEqualTo(10);
        }
    }

    private static final class CountingClient implements SdkHttpClient {
        private final SdkHttpClient delegate;
        private final LongAdder attempts = new LongAdder();

        private CountingClient(SdkHttpClient delegate) {
            this.delegate = delegate;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            attempts.increment();
            return delegate.prepareRequest(request);
        }

        @Override
        public String clientName() {
            return delegate.clientName();
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
