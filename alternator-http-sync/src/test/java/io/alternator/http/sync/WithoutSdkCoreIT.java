package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.AlternatorConfig;
import io.alternator.http.AlternatorInterceptors;
import io.alternator.http.NodeStatus;
import io.alternator.http.contract.ClassPathWithout;
import io.alternator.http.contract.ProgramWithoutSdkCore;
import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** An application that has the SDK's HTTP clients, but not its core, which this library needs for its interceptors alone. */
@Timeout(60)
final class WithoutSdkCoreIT {
    /** Sends over Apache's client. */
    public static final class Program extends ProgramWithoutSdkCore {
        @Override
        protected HttpClient open(AlternatorConfig config) {
            return new Client(AlternatorHttpClient.wrap(ApacheHttpClient.builder(), config));
        }
    }

    private record Client(AlternatorHttpClient http) implements ProgramWithoutSdkCore.HttpClient {
        @Override
        public List<NodeStatus> nodes() {
            return http.nodes();
        }

        @Override
        public String send(SdkHttpRequest request, byte[] body) throws IOException {
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(request)
                            .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
                            .build())
                    .call();
            String received = new String(response.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
            return response.httpResponse().isSuccessful() ? received : "";
        }

        @Override
        public void close() {
            http.close();
        }
    }

    @Test
    void clientWorks_andOnlyTheInterceptorsDoNot() throws Exception {
        try (AlternatorTestCluster cluster = AlternatorTestCluster.start(3);
                ClassPathWithout loader = ClassPathWithout.artifact("sdk-core")) {
            assertThatThrownBy(() -> loader.loadClass(SdkBytes.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(loader.run(Program.class, cluster.seed())).isEqualTo(ProgramWithoutSdkCore.ALL_RIGHT);
            assertThat(cluster.nodes()).extracting(TestNode::requests).allMatch(requests -> requests > 0);
            Class<?> interceptors = loader.loadClass(AlternatorInterceptors.class.getName());
            assertThatThrownBy(interceptors::getMethods).isInstanceOf(NoClassDefFoundError.class);
        }
    }
}
