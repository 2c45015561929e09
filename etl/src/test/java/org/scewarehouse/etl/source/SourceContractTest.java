package org.scewarehouse.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.annotation.Table;

/**
 * What holds for every source. A source's test inherits this, brings its fixture and its transform, and has its golden
 * files in {@code golden/<source>} beside it in the test resources.
 *
 * <p>{@code -Dgolden.update=true} rewrites the golden files; the difference is then reviewed like code.
 */
public abstract class SourceContractTest {

    @TempDir
    Path folder;

    /** Name of the source. */
    protected abstract String source();

    /** The day of the fixture. */
    protected abstract Day day();

    /** Names of all endpoints. */
    protected abstract List<String> endpoints();

    /** All tables of the source. */
    protected abstract List<TableSpec<?>> tables();

    /** Raw answers of an ordinary day. */
    protected abstract List<RawFixture.Part> fixture() throws IOException;

    /** The same answers with fields or labels that nobody knows. */
    protected abstract List<RawFixture.Part> fixtureWithUnknownFields() throws IOException;

    /** What the transform may know beyond raw. */
    protected abstract Dimensions dimensions();

    /** Runs the transform. */
    protected abstract void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder);

    @Test
    void equalRawGivesEqualContent() throws IOException {
        assertThat(contents(build("a", fixture()))).isEqualTo(contents(build("b", fixture())));
    }

    @Test
    void orderOfPartsDoesNotMatter() throws IOException {
        Map<String, String> expected = contents(build("ordered", fixture()));
        for (int seed = 0; seed < 3; seed++) {
            List<RawFixture.Part> parts = new ArrayList<>(fixture());
            Collections.shuffle(parts, new Random(seed));
            List<RawFixture.Part> renamed = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                RawFixture.Part p = parts.get(i);
                // Parts are read in order of their requests.
                renamed.add(new RawFixture.Part(
                        p.endpoint(), i + " " + p.request(), p.format(), p.records(), p.content(), p.attributes()));
            }
            assertThat(contents(build("shuffled" + seed, renamed))).isEqualTo(expected);
        }
    }

    @Test
    void emptyRawIsAnEmptyDayWithStatedFindings() throws IOException {
        Built empty = build("empty", List.of());
        assertThat(empty.manifest().tables().values()).allMatch(t -> t.rows() == 0);
        assertThat(empty.manifest().findings()).isNotEmpty().allMatch(f -> f.kind() == Finding.Kind.GAP);
    }

    @Test
    void unknownFieldsAreHarmless() throws IOException {
        assertThat(contents(build("known", fixture())))
                .isEqualTo(contents(build("unknown", fixtureWithUnknownFields())));
    }

    @Test
    void measuresAreNeverNegative() throws IOException {
        Built built = build("measures", fixture());
        for (TableSpec<?> table : tables()) {
            for (Map<String, String> row : CuratedText.rows(built.zone(), source(), day(), table)) {
                for (ColumnSpec column : table.columns()) {
                    String value = row.getOrDefault(column.name(), "");
                    if (column.isMeasure() && column.type() != ColumnType.BOOLEAN && !value.isEmpty()) {
                        assertThat(Double.parseDouble(value))
                                .as(table.name() + "." + column.name())
                                .isNotNegative();
                    }
                }
            }
        }
    }

    @Test
    void everyKeyOfAFactIsInTheDaysOwnDimensions() throws IOException {
        Built built = build("keys", fixture());
        Map<String, List<String>> keys = new TreeMap<>();
        for (TableSpec<?> table : tables()) {
            if (table.kind() == Table.Kind.DIMENSION || table.kind() == Table.Kind.VERSIONED) {
                CuratedText.rows(built.zone(), source(), day(), table).forEach(row -> {
                    keys.computeIfAbsent(table.name(), k -> new ArrayList<>())
                            .add(row.get(table.key().get(0)));
                    if (row.containsKey("user_id")) {
                        keys.computeIfAbsent("dim_user_now", k -> new ArrayList<>())
                                .add(row.get("user_id"));
                    }
                });
            }
        }
        for (TableSpec<?> table : tables()) {
            for (Map<String, String> row : CuratedText.rows(built.zone(), source(), day(), table)) {
                for (ColumnSpec column : table.columns()) {
                    String value = row.get(column.name());
                    if (!column.references().isEmpty() && value != null && !value.equals("0") && !value.equals("-1")) {
                        assertThat(keys.getOrDefault(column.references(), List.of()))
                                .as(table.name() + "." + column.name())
                                .contains(value);
                    }
                }
            }
        }
    }

    @Test
    void rowsAreAsInTheGoldenFiles() throws IOException {
        Built built = build("golden", fixture());
        Map<String, String> actual = CuratedText.csv(built.zone(), source(), day(), tables());
        actual.put(
                "_findings",
                built.manifest().findings().stream().map(f -> f + "\n").reduce("", String::concat));
        Path golden = Path.of("src/test/resources/golden", source());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden);
            for (Map.Entry<String, String> table : actual.entrySet()) {
                Files.writeString(golden.resolve(table.getKey() + ".csv"), table.getValue());
            }
        }
        for (Map.Entry<String, String> table : actual.entrySet()) {
            Path file = golden.resolve(table.getKey() + ".csv");
            assertThat(file).as("a missing golden file is a failure").exists();
            assertThat(table.getValue()).as(table.getKey()).isEqualTo(Files.readString(file));
        }
    }

    /** A built day. */
    protected record Built(CuratedZone zone, Manifest manifest) {}

    /** Writes raw, transforms it and commits, in a lake of its own. */
    protected Built build(String lake, List<RawFixture.Part> parts) throws IOException {
        LocalStore store = new LocalStore(folder.resolve(lake));
        RawZone.Reader raw = RawFixture.write(store, source(), day(), endpoints(), parts);
        CuratedZone zone = new CuratedZone(store, folder.resolve(lake + "-temp"), 8 << 20);
        try (CuratedZone.Writer rows = zone.writer(source(), day().date(), tables())) {
            transform(day(), raw, rows, folder.resolve(lake + "-sort"));
            Manifest manifest =
                    rows.commit(new Manifest.Inputs(raw.sha256(), dimensions().fingerprint(), null, "test", 1));
            return new Built(zone, manifest);
        }
    }

    private static Map<String, String> contents(Built built) {
        Map<String, String> contents = new TreeMap<>();
        built.manifest().tables().forEach((table, facts) -> contents.put(table, facts.contentSha256()));
        return contents;
    }
}
