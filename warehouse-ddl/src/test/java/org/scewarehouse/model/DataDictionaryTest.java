package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The generated pages of the documentation. {@code -Dgolden.update} writes them anew; the difference is reviewed with
 * the change that made it.
 */
class DataDictionaryTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void theDictionaryInTheDocumentationIsTheOneOfTheRecords() throws IOException {
        assertThatPageIs("dictionary.md", DataDictionary.markdown());
    }

    @Test
    void theModelInTheDocumentationIsTheOneOfTheRecords() throws IOException {
        assertThatPageIs("model.md", BusMatrix.markdown(Warehouse.tables()));
    }

    @Test
    void theReportsInTheDocumentationAreThoseOfTheDatabase() throws IOException, SQLException {
        try (TestWarehouse warehouse = TestWarehouse.start()) {
            Migrations.migrate(warehouse.dataSource());
            assertThatPageIs("reports.md", ReportDictionary.markdown(warehouse.dataSource()));
        }
    }

    @Test
    void everyFactBelongsToOneSubject() {
        List<String> facts = Warehouse.tables().stream()
                .map(TableSpec::name)
                .filter(name -> name.matches("(fact|agg)_.*"))
                .toList();
        List<String> told = new ArrayList<>();
        Subject.ALL.forEach(subject -> told.addAll(subject.facts()));
        assertThat(told).doesNotHaveDuplicates().containsAll(facts);
    }

    @Test
    void everyMeasureHasAUnit() {
        List<String> without = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            for (ColumnSpec column : table.columns()) {
                if (column.isMeasure() && Unit.of(column.name()).isEmpty()) {
                    without.add(table.name() + "." + column.name());
                }
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void whatSaysWhoIsNotImpersonal() {
        assertThat(Privacy.of("hr", List.of("volume_key"))).isEqualTo(Privacy.IDENTIFIED);
        assertThat(Privacy.of("mart", List.of("day", "user_id"))).isEqualTo(Privacy.PSEUDONYMOUS);
        assertThat(Privacy.of("mart", List.of("day", "compute_system_key"))).isEqualTo(Privacy.IMPERSONAL);
    }

    private static void assertThatPageIs(String name, String page) throws IOException {
        Path file = DOCS.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file)).isEqualTo(page);
    }
}
