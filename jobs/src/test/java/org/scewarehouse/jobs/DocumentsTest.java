package org.scewarehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a reader of the documents would trip over: links that lead nowhere, tables that fall apart. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern BELOW_HEADER = Pattern.compile("\\|[-| :]+\\|");

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(prose(document));
            while (links.find()) {
                String link = links.group(1);
                if (!link.matches("(https?|mailto):.*") && !leadsSomewhere(document, link)) {
                    faults.add(ProjectFiles.ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** An empty line ends a table, and what follows it is shown as text with bars. */
    @Test
    void tablesAreWhole() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path document : documents()) {
            List<String> lines = Files.readAllLines(document);
            for (int i = 1; i + 1 < lines.size(); i++) {
                boolean isBegun =
                        lines.get(i).startsWith("|") && !lines.get(i - 1).startsWith("|");
                if (isBegun && !BELOW_HEADER.matcher(lines.get(i + 1)).matches()) {
                    faults.add(ProjectFiles.ROOT.relativize(document) + ":" + (i + 1));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (hash < 0 || !Files.exists(target)) {
            return Files.exists(target);
        }
        return Files.readAllLines(target).stream()
                .filter(line -> line.startsWith("#"))
                .map(DocumentsTest::anchor)
                .anyMatch(link.substring(hash + 1)::equals);
    }

    /** As GitHub and GitLab make it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
    }

    /** The text without its blocks of code, in which brackets mean something else. */
    private static String prose(Path document) throws IOException {
        return Files.readString(document).replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
    }

    private static List<Path> documents() {
        List<Path> found = ProjectFiles.ending(".md");
        assertThat(found).hasSizeGreaterThan(50);
        return found;
    }
}
