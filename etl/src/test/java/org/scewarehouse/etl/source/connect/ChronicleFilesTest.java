package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** Which files serve which day; what is in them matters nothing here. */
class ChronicleFilesTest {

    private static final LocalDate FIFTH = LocalDate.of(2026, 1, 5);

    @TempDir
    Path folder;

    private LocalStore store;

    @BeforeEach
    void files() {
        store = new LocalStore(folder);
        file(ChronicleFiles.USERS, FIFTH);
        file(ChronicleFiles.USERS, FIFTH.plusDays(3));
        file(ChronicleFiles.CONTENT, FIFTH.minusDays(2));
    }

    private void file(String dataset, LocalDate day) {
        store.put("curated/v2/connect/" + dataset + "/date=" + day + "/a.parquet", new byte[] {1});
    }

    @Test
    void aDayIsServedByItsOwnListElseTheLastBeforeElseTheFirstAfter() {
        ChronicleFiles files = ChronicleFiles.list(store);
        assertThat(files.nearest(ChronicleFiles.USERS, FIFTH)).isEqualTo(FIFTH);
        assertThat(files.nearest(ChronicleFiles.USERS, FIFTH.plusDays(2))).isEqualTo(FIFTH);
        assertThat(files.nearest(ChronicleFiles.USERS, FIFTH.plusDays(3))).isEqualTo(FIFTH.plusDays(3));
        assertThat(files.nearest(ChronicleFiles.USERS, FIFTH.plusDays(9))).isEqualTo(FIFTH.plusDays(3));
        assertThat(files.nearest(ChronicleFiles.USERS, FIFTH.minusDays(1))).isEqualTo(FIFTH);
        assertThat(files.nearest(ChronicleFiles.VISITS, FIFTH)).isNull();
    }

    @Test
    void theFirstAndLastDayAreThoseOfAnyList() {
        ChronicleFiles files = ChronicleFiles.list(store);
        assertThat(files.first()).contains(FIFTH.minusDays(2));
        assertThat(files.last()).contains(FIFTH.plusDays(3));
    }

    @Test
    void noFileOfVisitsMeansThatNobodyCameOnlyWhereVisitsWereCounted() {
        file(ChronicleFiles.VISITS, FIFTH.plusDays(1));
        ChronicleFiles files = ChronicleFiles.list(store);
        assertThat(files.tellsOfUse(FIFTH)).as("before the first").isFalse();
        assertThat(files.tellsOfUse(FIFTH.plusDays(1))).isTrue();
        assertThat(files.tellsOfUse(FIFTH.plusDays(2))).as("nothing of the day").isFalse();
        assertThat(files.tellsOfUse(FIFTH.plusDays(3)))
                .as("accounts, and no visits")
                .isTrue();
    }

    @Test
    void aDayWithoutAListOfItemsSaysNothingOfThemRatherThanThatAllAreGone() {
        ChronicleExtract extract = new ChronicleExtract(
                store,
                "chronicle",
                ZoneOffset.UTC,
                () -> new Day(FIFTH, ZoneOffset.UTC).to().plusSeconds(1),
                "test");
        RawZone raw = new RawZone(new LocalStore(folder.resolve(".lake")));
        Day day = new Day(FIFTH, ZoneOffset.UTC);
        String content = ConnectEndpoints.CONTENT;
        extract.extract(
                day,
                extract.endpoints().get(2),
                raw.writer(ConnectConnection.SOURCE, content, FIFTH, 1),
                Progress.NONE);
        raw.makeCurrent(ConnectConnection.SOURCE, FIFTH, Map.of(content, 1));
        assertThat(raw.current(ConnectConnection.SOURCE, FIFTH).orElseThrow().parts(content))
                .isEmpty();
    }
}
