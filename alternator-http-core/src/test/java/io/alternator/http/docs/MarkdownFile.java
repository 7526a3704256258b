package io.alternator.http.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file as GitHub shows it: its text without code, headings, tables, paragraphs and links. */
record MarkdownFile(Path path, List<String> lines) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(#+) (.*)");
    private static final Pattern ITEM = Pattern.compile("\\s*([-*]|\\d+\\.) .*");

    /** A line of a heading. */
    record Heading(int level, String anchor) {}

    static MarkdownFile read(Path path) {
        return new MarkdownFile(
                path.normalize(), withoutCode(ProjectFiles.read(path).lines().toList()));
    }

    /** All Markdown files of the checkout. */
    static List<MarkdownFile> all() {
        return ProjectFiles.below(ProjectFiles.root(), ".md").stream()
                .map(MarkdownFile::read)
                .toList();
    }

    /** A line of code becomes an empty line. */
    private static List<String> withoutCode(List<String> lines) {
        List<String> text = new ArrayList<>();
        boolean fenced = false;
        boolean indented = false;
        for (String line : lines) {
            boolean fence = line.strip().startsWith("```");
            boolean afterBlank = text.isEmpty() || text.get(text.size() - 1).isBlank();
            indented = line.startsWith("    ") && (indented || afterBlank);
            text.add(fence || fenced || indented ? "" : line);
            fenced ^= fence;
        }
        return text;
    }

    List<Heading> headings() {
        Map<String, Integer> uses = new HashMap<>();
        List<Heading> headings = new ArrayList<>();
        for (String line : lines) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchorOf(heading.group(2));
                int before = uses.merge(anchor, 1, Integer::sum) - 1;
                headings.add(new Heading(heading.group(1).length(), before == 0 ? anchor : anchor + "-" + before));
            }
        }
        return headings;
    }

    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        headings().forEach(heading -> anchors.add(heading.anchor()));
        return anchors;
    }

    /** Letters, digits, hyphens and underscores, in lower case; a space becomes a hyphen. */
    private static String anchorOf(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\]\\([^)]*\\)", "")
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Targets of links and pictures, as written. */
    List<String> links() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line).results().map(link -> link.group(1)))
                .toList();
    }

    /** Cells of tables. */
    List<String> cells() {
        return lines.stream()
                .filter(line -> line.startsWith("|"))
                .flatMap(line -> Stream.of(line.split("(?<!\\\\)\\|")))
                .map(String::strip)
                .toList();
    }

    /** Paragraphs and items of lists, each as one line. */
    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : lines) {
            boolean text = !line.isBlank() && !line.startsWith("|") && !line.startsWith("#");
            if (!text || ITEM.matcher(line).matches()) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
            if (text) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        paragraphs.add(paragraph.toString());
        return paragraphs;
    }
}
