package io.alternator.http.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.TestNode;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of README.md and docs compiles, and the quick start runs as printed. */
final class SnippetsTest {
    private static final String ENDPOINT = "http://10.0.0.1:8000";

    @TempDir
    Path output;

    @Test
    void codeOfTheManualCompiles() throws Exception {
        List<Snippet> snippets = Snippet.all();
        assertThat(snippets).hasSizeGreaterThan(15);
        assertThat(SnippetCompiler.compile(snippets, output)).isEmpty();
    }

    @Test
    void quickStartRunsAsPrinted_sync() throws Exception {
        runOnCluster(Snippet.ofReadme().get(0).then("client.close(); http.close();"));
    }

    @Test
    void quickStartRunsAsPrinted_async() throws Exception {
        runOnCluster(Snippet.ofReadme().get(1).then("client.listTables().join(); client.close(); http.close();"));
    }

    @Test
    void firstMinutesWithTheTestkitRunAsPrinted() throws Exception {
        Snippet snippet = Snippet.all().stream()
                .filter(candidate -> candidate.code().contains("cluster.node(1).stop();\n    for"))
                .findFirst()
                .orElseThrow();
        run(snippet);
    }

    private void runOnCluster(Snippet snippet) throws Exception {
        assertThat(snippet.code()).contains(ENDPOINT);
        try (AlternatorTestCluster cluster =
                AlternatorTestCluster.builder().nodes(3).store().start()) {
            run(snippet.replace(ENDPOINT, cluster.endpoint().toString()));
            assertThat(cluster.nodes().stream().mapToLong(TestNode::requests).sum())
                    .isEqualTo(1);
        }
    }

    private void run(Snippet snippet) throws Exception {
        assertThat(SnippetCompiler.compile(List.of(snippet), output)).isEmpty();
        URL[] classes = {output.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            Constructor<?> constructor = loader.loadClass(snippet.className()).getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Given) constructor.newInstance()).run();
        }
    }
}
