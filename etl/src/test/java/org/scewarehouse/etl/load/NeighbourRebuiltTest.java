package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.WatchedStore;

/** A load reads a greater source's slice of its day, which another thread or machine may be building anew. */
class NeighbourRebuiltTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final String REGION = "select region_name from mart.dim_compute_system where compute_system_key > 0";

    /** The manifest is read three times, the file between. */
    private static final int LOOKS = 6;

    private Path folder;
    private TestZone zone;

    @BeforeEach
    void zone(@TempDir Path folder) {
        this.folder = folder;
        this.zone = new TestZone(folder);
    }

    @Test
    void aNeighbourThatIsBuiltAnewMeanwhileIsLeftToItsOwnLoad() throws Exception {
        TestWarehouse warehouse = new TestWarehouse();
        for (int begin = 1; begin <= LOOKS; begin++) {
            for (int end = begin + 1; end <= LOOKS + 1; end++) {
                warehouse.run("truncate ops.load, ops.load_table;"
                        + " delete from mart.dim_compute_system where compute_system_key > 0");
                DimensionLoadTest.fold(warehouse, zone.zone(), build("beta"));
                int from = begin;
                int to = end;
                int looks = fold(warehouse, build("alpha"), look -> {
                    if (look == from) {
                        half();
                    } else if (look == to) {
                        build("beta");
                    }
                });
                assertThat(looks).isGreaterThanOrEqualTo(begin);

                DimensionLoadTest.fold(warehouse, zone.zone(), build("beta"));
                assertThat(warehouse.rows(REGION))
                        .as("from %s to %s", begin, end)
                        .containsExactly("beta");
            }
        }
        assertThat(fold(warehouse, build("alpha"), look -> {})).isEqualTo(LOOKS);
    }

    @Test
    void aNeighbourThatIsDamagedIsNot() throws Exception {
        TestWarehouse warehouse = new TestWarehouse();
        DimensionLoadTest.fold(warehouse, zone.zone(), build("beta"));
        Files.write(file(), new byte[100]);

        assertThatThrownBy(() -> DimensionLoadTest.fold(warehouse, zone.zone(), build("alpha")))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("beta.parquet");
    }

    private TestZone.Built build(String source) {
        return zone.build(source, DAY, Rows.cluster(DAY, DAY, source));
    }

    /** As it is between the old manifest's end and the new one's beginning. */
    private void half() {
        try {
            Files.delete(zone.file("curated/_manifest/beta/day=" + DAY + ".json"));
            Files.delete(file());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file() {
        return zone.file("curated/dim_compute_system/day=" + DAY + "/beta.parquet");
    }

    /** Folds, and returns how often something of the neighbour was looked at; tells before each look. */
    private int fold(TestWarehouse warehouse, TestZone.Built built, IntConsumer before) {
        AtomicInteger looks = new AtomicInteger();
        ObjectStore watched = WatchedStore.where(
                new LocalStore(folder.resolve("lake")),
                (method, key) -> key.contains("beta"),
                () -> before.accept(looks.incrementAndGet()));
        DimensionLoadTest.fold(warehouse, new CuratedZone(watched, folder, 1 << 20), built);
        return looks.get();
    }
}
