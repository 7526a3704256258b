package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsServerTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MetricsServer server = MetricsServer.start(0, registry);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyMeterIsTold_asPrometheusWantsIt() throws Exception {
        registry.counter("dogs", "name", "Rex").increment(3);
        HttpResponse<String> answer = answer("GET");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(Scrape.parse(answer.body()).named("dogs_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.number()).isEqualTo(3))
                .satisfies(sample -> assertThat(sample.is("name", "Rex")).isTrue());
    }

    @Test
    void itIsForReadingOnly() throws Exception {
        HttpResponse<String> answer = answer("DELETE");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void portThatIsTakenIsRefused_withTheRemedy() {
        assertThatThrownBy(() -> MetricsServer.start(server.uri().getPort(), registry))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("--metrics: cannot listen on ")
                .hasMessageEndingWith("; use another port, or 0");
    }

    private HttpResponse<String> answer(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
