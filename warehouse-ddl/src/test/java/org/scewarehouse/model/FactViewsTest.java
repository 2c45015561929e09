package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The views of facts are made again where a migration changes a fact: a new warehouse would have them anyway. */
class FactViewsTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern CHANGE = Pattern.compile("(create|alter) table mart\\.fact_");
    private static final Pattern NAMED = Pattern.compile("Facts as of migration (V\\d+)\\.");

    @Test
    void theLastMigrationOfAFactIsNamedInTheFileThatMakesTheirViews() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            String last = files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .filter(file -> CHANGE.matcher(text(file)).find())
                    .map(file -> file.getFileName().toString().split("__", 2)[0])
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Matcher named = NAMED.matcher(text(MIGRATIONS.resolve("R__report_facts.sql")));
            assertThat(named.find()).isTrue();
            assertThat(named.group(1)).isEqualTo(last);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
