package io.alternator.http.examples.snippets;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles snippets with this test's class path. */
final class SnippetCompiler {
    private SnippetCompiler() {}

    /** Returns the compiler's messages; empty if all compile. */
    static String compile(List<Snippet> snippets, Path output) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-Xlint:none",
                "-Xmaxerrs",
                "1000",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                output.toString());
        boolean ok = compiler.getTask(
                        messages,
                        null,
                        null,
                        options,
                        null,
                        snippets.stream().map(Source::new).toList())
                .call();
        return ok ? "" : messages.toString();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String source;

        Source(Snippet snippet) {
            super(URI.create("string:///" + snippet.className() + ".java"), JavaFileObject.Kind.SOURCE);
            this.source = snippet.source();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
