package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus in its own process and folder, on a free port of the loopback interface. */
final class PrometheusServer implements AutoCloseable {
    /** Scrape interval and rule evaluation interval. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\".* address=(\\S+)");

    private final Process process;
    private final Path logFile;

    private PrometheusServer(Process process, Path log) {
        this.process = process;
        this.logFile = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly)); // if the tests are aborted
    }

    /** Starts to scrape the target and to evaluate the rules. */
    static PrometheusServer start(Path program, Path folder, URI target, Path rules) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: %1$dms, scrape_timeout: %1$dms, evaluation_interval: %1$dms}
                rule_files: ['%2$s']
                scrape_configs:
                  - job_name: demo
                    metrics_path: '%3$s'
                    static_configs: [{targets: ['%4$s']}]
                """.formatted(
                        INTERVAL.toMillis(), rules.toAbsolutePath(), target.getPath(), target.getAuthority()));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PrometheusServer(process, log);
    }

    /** Waits until Prometheus listens. */
    PrometheusApi api() {
        Matcher listening = await().atMost(LIMIT).until(() -> LISTENING.matcher(log()), found -> {
            assertThat(process.isAlive()).as(this::log).isTrue();
            return found.find();
        });
        return new PrometheusApi(URI.create("http://" + listening.group(1)));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String log() {
        try {
            return Files.readString(logFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
