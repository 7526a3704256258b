package io.alternator.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between the documents, and mentions of documents elsewhere, lead to a file and a heading that exist. */
final class LinksTest {
    /** As in "see troubleshooting.md#stale-list", "docs/tls.md", "README.md"; text that Java concatenates is not joined. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w/.<>\\-])(docs/)?([\\w-]+\\.md)(#[\\w-]+)?");

    @Test
    void linksLeadToAFileAndAHeading() {
        List<String> broken = new ArrayList<>();
        for (MarkdownFile file : MarkdownFile.all()) {
            for (String link : file.links()) {
                if (!link.contains("://")) {
                    problem(file.path(), link).ifPresent(broken::add);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void mentionsInCodeLeadToAFileAndAHeading() {
        Path root = ProjectFiles.root();
        List<String> broken = new ArrayList<>();
        int mentions = 0;
        for (Path file : ProjectFiles.below(root, ".java", ".kt", ".xml", ".yml", ".json", ".html")) {
            Matcher mention = MENTION.matcher(ProjectFiles.read(file));
            while (mention.find()) {
                mentions++;
                boolean atRoot = mention.group(1) == null && Files.exists(root.resolve(mention.group(2)));
                String anchor = mention.group(3) == null ? "" : mention.group(3);
                problem(root.resolve("x"), (atRoot ? "" : "docs/") + mention.group(2) + anchor)
                        .ifPresent(problem -> broken.add(root.relativize(file) + ": " + problem));
            }
        }
        assertThat(broken).isEmpty();
        assertThat(mentions).as("mentions found").isPositive();
    }

    private static Optional<String> problem(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return Optional.of(from.getFileName() + " -> " + link + ": no such file");
        }
        if (parts.length == 2 && !MarkdownFile.read(target).anchors().contains(parts[1])) {
            return Optional.of(from.getFileName() + " -> " + link + ": no such heading");
        }
        return Optional.empty();
    }
}
