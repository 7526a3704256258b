package io.alternator.http.examples.snippets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A block of Java code in a Markdown file: statements, members of a class, or expressions with blank lines between them. */
record Snippet(Path file, int line, String code) {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLANK_LINES = Pattern.compile("\n\\s*\n");

    /** Documents whose code needs what this module has not. */
    private static final List<String> OF_OTHER_MODULES = List.of("spring-boot", "integrations");

    private static final List<String> IMPORTS = List.of(
            "io.alternator.http.*",
            "io.alternator.http.async.*",
            "io.alternator.http.sync.*",
            "io.alternator.http.testkit.*",
            "io.micrometer.core.instrument.*",
            "io.micrometer.core.instrument.simple.*",
            "java.io.*",
            "java.net.*",
            "java.nio.file.*",
            "java.security.*",
            "java.security.cert.*",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "javax.net.ssl.*",
            "org.apache.hc.client5.http.*",
            "org.apache.hc.client5.http.ssl.*",
            "org.apache.http.conn.ssl.SSLConnectionSocketFactory",
            "org.junit.jupiter.api.*",
            "org.junit.jupiter.api.extension.*",
            "software.amazon.awssdk.auth.credentials.*",
            "software.amazon.awssdk.http.*",
            "software.amazon.awssdk.http.apache.*",
            "software.amazon.awssdk.http.apache5.*",
            "software.amazon.awssdk.http.nio.netty.*",
            "software.amazon.awssdk.regions.*",
            "software.amazon.awssdk.services.dynamodb.*");

    /** All blocks of README.md and docs that this module can compile. */
    static List<Snippet> all() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> files = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> OF_OTHER_MODULES.stream().noneMatch(name -> file.endsWith(name + ".md")))
                    .sorted()
                    .toList();
            List<Snippet> snippets = new ArrayList<>();
            for (Path file : files) {
                snippets.addAll(in(file));
            }
            return snippets;
        }
    }

    /** The blocks of the README, in order. */
    static List<Snippet> ofReadme() throws IOException {
        return in(ROOT.resolve("README.md"));
    }

    private static List<Snippet> in(Path file) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("```java")) {
                String code = lines.stream()
                        .skip(i + 1L)
                        .takeWhile(line -> !line.strip().equals("```"))
                        .collect(Collectors.joining("\n"));
                snippets.add(new Snippet(file, i + 1, code));
            }
        }
        return snippets;
    }

    /** The same with other code after it. */
    Snippet then(String more) {
        return new Snippet(file, line, code + "\n" + more);
    }

    Snippet replace(String text, String replacement) {
        return new Snippet(file, line, code.replace(text, replacement));
    }

    /** A name for the class, as in {@code tls_84}. */
    String className() {
        return String.valueOf(file.getFileName()).replaceAll("\\W+", "_") + "_" + line;
    }

    /** A compilation unit with a class that extends {@link Given}. */
    String source() {
        String imports = Stream.concat(
                        IMPORTS.stream().map(name -> "import " + name + ";"),
                        code.lines().filter(line -> line.startsWith("import ")))
                .collect(Collectors.joining("\n"));
        return imports + "\nfinal class " + className() + " extends " + Given.class.getName() + " {\n" + body()
                + "\n}\n";
    }

    private String body() {
        String text = code.lines()
                .filter(line -> !line.startsWith("import "))
                .collect(Collectors.joining("\n"))
                .strip();
        if (text.startsWith("@")) {
            return text;
        }
        String withoutComment = text.replaceFirst("\\s*//[^\n]*$", "");
        if (withoutComment.endsWith(";") || withoutComment.endsWith("}")) {
            return "@Override public void run() throws Exception {\n" + text + "\n}";
        }
        List<String> expressions = BLANK_LINES.splitAsStream(text).toList();
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> "Object value" + i + "() throws Exception { return " + whole(expressions.get(i)) + "; }")
                .collect(Collectors.joining("\n"));
    }

    /** A chain of calls that begins with a dot belongs to the client's builder. */
    private static String whole(String expression) {
        return (expression.startsWith(".") ? "AlternatorHttpClient.builder()" : "") + expression + "\n";
    }
}
