package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeRepositoryLanguage;
import org.scewarehouse.model.bridge.BridgeRepositoryPackage;
import org.scewarehouse.model.dim.DimPackage;
import org.scewarehouse.model.dim.DimRepository;
import org.scewarehouse.model.hr.RepositoryName;

/** What becomes of stretches of validity when a day is asked for once more and answers otherwise. */
class StretchesTest {

    private static final LocalDate BEFORE = LocalDate.of(2026, 8, 19);
    private static final LocalDate DAY = BEFORE.plusDays(1);
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final LocalDate OPEN = Warehouse.OPEN_END;
    private static final String PACKAGES = "select package_key, valid_from, valid_to, first_seen_on, last_seen_on"
            + " from mart.bridge_repository_package order by 1, 2";

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(Instant.EPOCH));
    private TestZone zone;

    @BeforeEach
    void zone(@TempDir Path folder) {
        zone = new TestZone(folder);
    }

    private void load(LocalDate day, Record... rows) {
        List<Record> all = new ArrayList<>(List.of(rows));
        for (Record row : rows) {
            if (row instanceof BridgeRepositoryPackage used) {
                long key = used.packageKey();
                all.add(new DimPackage(key, "r", "p" + key, "1.0", 1L, null, null, null, day, day));
            }
        }
        TestZone.Built built = zone.build("gitlab", day, all.toArray(Record[]::new));
        long fence = ledger.begin("gitlab", day, 1, "1.0");
        new WarehouseLoader(warehouse.loader(), zone.zone(), InstantSource.fixed(Instant.EPOCH))
                .load(built.manifest(), fence, List.of(), false);
    }

    private static BridgeRepositoryPackage used(long key, LocalDate from, LocalDate to, LocalDate seen) {
        return new BridgeRepositoryPackage(1, key, from, to, from, seen);
    }

    private static BridgeRepositoryLanguage written(String name, LocalDate from, LocalDate to, LocalDate seen) {
        return new BridgeRepositoryLanguage(1, name, from, to, 50, from, seen);
    }

    @Test
    void whatOnlyTheFirstAnswerBeganOrEndedIsTakenBack() {
        load(BEFORE, used(1, BEFORE, OPEN, BEFORE), used(2, BEFORE, OPEN, BEFORE), written("R", BEFORE, OPEN, BEFORE));
        load(DAY, used(1, BEFORE, DAY, DAY), used(3, DAY, OPEN, DAY), written("R", BEFORE, DAY, DAY));
        load(DAY, used(2, BEFORE, DAY, DAY), used(4, DAY, OPEN, DAY));

        assertThat(warehouse.rows(PACKAGES))
                .containsExactly(
                        "1 | 2026-08-19 | 9999-12-31 | 2026-08-19 | 2026-08-19",
                        "2 | 2026-08-19 | 2026-08-20 | 2026-08-19 | 2026-08-20",
                        "4 | 2026-08-20 | 9999-12-31 | 2026-08-20 | 2026-08-20");
        assertThat(warehouse.rows("select language_name, valid_to from mart.bridge_repository_language"))
                .containsExactly("R | 9999-12-31");
    }

    @Test
    void anAnswerWithoutAnyChangeTakesAllOfTheFirstBack() {
        load(BEFORE, used(1, BEFORE, OPEN, BEFORE));
        load(DAY, used(1, BEFORE, DAY, DAY), used(3, DAY, OPEN, DAY));
        load(DAY);

        assertThat(warehouse.rows(PACKAGES)).containsExactly("1 | 2026-08-19 | 9999-12-31 | 2026-08-19 | 2026-08-19");
    }

    @Test
    void whatALaterDayHasSaidStaysAndTheOrderOfDaysDoesNotMatter() {
        load(NEXT, used(1, DAY, NEXT, NEXT), used(2, BEFORE, NEXT, NEXT));
        load(DAY, used(1, DAY, OPEN, DAY));
        load(BEFORE, used(2, BEFORE, OPEN, BEFORE));
        load(DAY, used(1, DAY, OPEN, DAY));

        assertThat(warehouse.rows(PACKAGES))
                .containsExactly(
                        "1 | 2026-08-20 | 2026-08-21 | 2026-08-20 | 2026-08-21",
                        "2 | 2026-08-19 | 2026-08-21 | 2026-08-19 | 2026-08-21");
    }

    @Test
    void aVersionThatOnlyTheFirstAnswerBeganGoesAway() {
        LocalDate always = Warehouse.OPEN_START;
        load(BEFORE, version(10, always, OPEN, BEFORE), name(10, "old", BEFORE));
        load(DAY, version(10, always, DAY, DAY), version(11, DAY, OPEN, DAY), name(11, "new", DAY));
        load(DAY, version(10, always, OPEN, DAY), name(10, "old", DAY));

        assertThat(warehouse.rows("select repository_key, valid_to, is_current from mart.dim_repository"
                        + " where repository_key > 0"))
                .containsExactly("10 | 9999-12-31 | t");
        assertThat(warehouse.rows("select repository_path from hr.repository_name where repository_key > 0"))
                .containsExactly("old");
    }

    @Test
    void aVersionThatBothAnswersBeganStays() {
        LocalDate always = Warehouse.OPEN_START;
        load(DAY, version(10, always, DAY, DAY), version(11, DAY, OPEN, DAY));
        load(DAY, version(10, always, DAY, DAY), version(11, DAY, OPEN, DAY));

        assertThat(warehouse.rows("select repository_key, valid_to from mart.dim_repository where repository_key > 0"
                        + " order by 1"))
                .containsExactly("10 | 2026-08-20", "11 | 9999-12-31");
    }

    @Test
    void whatADayEndedThatCameLateStaysEndedWhenTheDaysAfterItAreBuiltAgain() {
        load(BEFORE, used(1, BEFORE, OPEN, BEFORE));
        load(NEXT, used(1, BEFORE, NEXT, NEXT));
        load(DAY, used(1, BEFORE, DAY, DAY));
        load(NEXT);

        assertThat(warehouse.rows(PACKAGES)).containsExactly("1 | 2026-08-19 | 2026-08-20 | 2026-08-19 | 2026-08-20");
    }

    @Test
    void whatBeganOnADayThatCameLateIsThereOnce() {
        LocalDate last = NEXT.plusDays(1);
        load(NEXT, used(1, NEXT, OPEN, NEXT));
        load(last, used(1, NEXT, last, last));
        load(DAY, used(1, DAY, OPEN, DAY));
        load(NEXT);
        load(last, used(1, DAY, last, last));

        assertThat(warehouse.rows(PACKAGES)).containsExactly("1 | 2026-08-20 | 2026-08-22 | 2026-08-20 | 2026-08-22");
    }

    @Test
    void versionsBegunByDaysThatWereBuiltBeforeOneThatCameLateGoWithThem() {
        LocalDate always = Warehouse.OPEN_START;
        LocalDate last = NEXT.plusDays(1);
        load(BEFORE, version(10, always, OPEN, BEFORE));
        load(NEXT, version(10, always, NEXT, NEXT), version(12, NEXT, OPEN, NEXT));
        load(last, version(12, NEXT, OPEN, last), name(12, "new", last));
        load(DAY, version(10, always, DAY, DAY), version(11, DAY, OPEN, DAY));
        load(NEXT, version(11, DAY, OPEN, NEXT));
        load(last, version(11, DAY, OPEN, last), name(11, "new", last));

        assertThat(warehouse.rows("select repository_key, valid_from, valid_to, last_seen_on from mart.dim_repository"
                        + " where repository_key > 0 order by 1"))
                .containsExactly(
                        "10 | 1900-01-01 | 2026-08-20 | 2026-08-20", "11 | 2026-08-20 | 9999-12-31 | 2026-08-22");
        assertThat(warehouse.rows("select repository_key from hr.repository_name where repository_key > 0"))
                .containsExactly("11");
    }

    private static RepositoryName name(long key, String path, LocalDate day) {
        return new RepositoryName(key, "7", path, null, null, day, day);
    }

    private static DimRepository version(long key, LocalDate from, LocalDate to, LocalDate seen) {
        return new DimRepository(
                key,
                1,
                "7",
                from,
                to,
                to.equals(OPEN),
                "path",
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                seen,
                seen);
    }
}
