package io.alternator.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The documentation stays readable: a short README, short cells, short paragraphs. */
final class ShapeTest {
    private static final int MAX_README_BYTES = 7_000;
    private static final int MAX_CELL = 160;

    /** Five lines of 140 characters, the width in .editorconfig. */
    private static final int MAX_PARAGRAPH = 5 * 140;

    @Test
    void readmeIsShort() throws IOException {
        assertThat(Files.size(ProjectFiles.root().resolve("README.md")))
                .as("bytes of README.md; details belong to docs")
                .isLessThanOrEqualTo(MAX_README_BYTES);
    }

    @Test
    void cellsOfTablesAreShort() {
        for (MarkdownFile file : MarkdownFile.all()) {
            assertThat(file.cells())
                    .as(file.path().toString())
                    .allSatisfy(cell -> assertThat(cell.length()).as(cell).isLessThanOrEqualTo(MAX_CELL));
        }
    }

    @Test
    void paragraphsAreShort() {
        for (MarkdownFile file : MarkdownFile.all()) {
            assertThat(file.paragraphs())
                    .as(file.path().toString())
                    .allSatisfy(paragraph ->
                            assertThat(paragraph.length()).as(paragraph).isLessThanOrEqualTo(MAX_PARAGRAPH));
        }
    }
}
