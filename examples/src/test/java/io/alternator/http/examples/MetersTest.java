package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LocalServer server = LocalServer.ofMeters(0, registry);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void metersAreServedInPrometheusTextFormat() throws Exception {
        registry.counter("dogs", "name", "Rex").increment(3);
        HttpResponse<String> response = send("GET");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(Scrape.parse(response.body()).named("dogs_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.number()).isEqualTo(3))
                .satisfies(sample -> assertThat(sample.is("name", "Rex")).isTrue());
    }

    @Test
    void otherMethodsThanGetAreRejected() throws Exception {
        HttpResponse<String> response = send("DELETE");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void takenPortIsRejected_withTheRemedy() {
        int taken = server.uri().getPort();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalServer.ofMeters(taken, registry))
                .withMessage("--metrics: " + taken + " is taken; use another, or 0 for any free port");
    }

    private HttpResponse<String> send(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(LocalServer.METERS))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
