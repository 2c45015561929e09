package org.scewarehouse.etl.source.homedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** Which file is a day's, and what becomes of one that is not as agreed. */
class ScanFolderTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneId.of("Europe/Zurich"));
    private static final Instant NOW = Instant.parse("2026-01-16T03:00:00Z");
    private static final String HEADER = "path,owner,bytes,files,scanned_at\n";
    private static final String ANNA = "/home/anna,anna,1000,10,2026-01-16T02:00:00Z\n";

    @TempDir
    Path folder;

    private int attempts;

    @Test
    void onlyTheAgreedColumnsReachRaw() throws IOException {
        write(
                "home_drives_20260115.csv",
                "\ufefffiles, owner ,password,region,path,scanned_at,bytes\r\n"
                        + "10,anna,geheim,eu,\"/home/a, \"\"b\"\"\",2026-01-16T02:00:00Z,1000\r\n");
        assertThat(kept())
                .isEqualTo("{\"line\":2,\"path\":\"/home/a, \\\"b\\\"\",\"owner\":\"anna\",\"bytes\":\"1000\","
                        + "\"files\":\"10\",\"scannedAt\":\"2026-01-16T02:00:00Z\",\"region\":\"eu\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260115.csv", "scan-2026-01-15.csv", "homes.EU_2026-01-15.CSV"})
    void theDayIsAtTheEndOfTheName(String name) throws IOException {
        write(name, HEADER + ANNA);
        assertThat(kept()).contains("/home/anna");
    }

    @Test
    void otherFilesAreNoScans() throws IOException {
        for (String name :
                List.of("120260115.csv", "2026-01-15.csv.tmp", "20261399.csv", "old/20260115.csv", "x.csv")) {
            write(name, HEADER + ANNA);
        }
        assertThatThrownBy(this::kept).isInstanceOf(SourceUnavailable.class).hasMessageContaining("20260115.csv");
        assertThat(source().reach(NOW).hasRecords()).isFalse();
    }

    @Test
    void historyBeginsWithTheFirstFile() throws IOException {
        write("a_20260110.csv", HEADER + ANNA);
        write("a_20260115.csv", HEADER + ANNA);
        assertThat(source().reach(NOW).begin()).isEqualTo("2026-01-09T23:00:00Z");
    }

    @Test
    void aDayWithoutAFileIsWaitedForUntilALaterOneHasOne() throws IOException {
        write("a_20260114.csv", HEADER + ANNA);
        assertThatThrownBy(this::kept)
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("home_drive 2026-01-15")
                .hasMessageContaining("sce.sources.home-drive.path");
        write("a_20260116.csv", HEADER + ANNA);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whoGoesOnKeepsAFileOnce() throws IOException {
        write("a_20260115.csv", HEADER + ANNA);
        RawZone raw = new RawZone(new LocalStore(folder.resolve(".lake")));
        try (RawZone.Part killed =
                raw.writer("home_drive", "scan", DAY.date(), 1).part("a_20260115.csv", "jsonl")) {
            killed.commit(0, Map.of());
        }
        HomeDriveSource source = source();
        source.extract(DAY, source.endpoints().get(0), raw.writer("home_drive", "scan", DAY.date(), 1), Progress.NONE);
        assertThat(raw.isComplete("home_drive", "scan", DAY.date(), 1)).isTrue();
    }

    @Test
    void twoFilesOfOneDayAreRefused() throws IOException {
        write("a_20260115.csv", HEADER + ANNA);
        write("b_2026-01-15.csv", HEADER + ANNA);
        assertThatThrownBy(this::kept)
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("a_20260115.csv and b_2026-01-15.csv");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftForLater() throws IOException {
        String whole = HEADER + ANNA + "\"/home/b, c\",be,2000,20,2026-01-16T02:00:00Z\n";
        for (int length = 0; length < whole.length() - 1; length++) {
            write("a_20260115.csv", whole.substring(0, length));
            boolean isWholeLines = length > 0 && whole.charAt(length - 1) == '\n';
            if (!isWholeLines) {
                assertThatThrownBy(this::kept)
                        .as(whole.substring(0, length))
                        .isInstanceOf(SourceUnavailable.class)
                        .hasMessageContaining("cut short, or still being written");
            }
        }
        write("a_20260115.csv", whole);
        assertThat(kept()).contains("/home/b, c");
    }

    @Test
    void aLineThatIsNoCsvIsNamedThoughMuchOfTheFileFollows() throws IOException {
        write("a_20260115.csv", HEADER + ANNA + "\"/home/b\"e,be,1,1,2026-01-16T02:00:00Z\n" + ANNA.repeat(1000));
        assertThatThrownBy(this::kept).isInstanceOf(SourceChanged.class).hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path;owner;bytes;files;scanned_at\n",
                "path,owner,bytes,scanned_at\n",
                "path,owner,bytes,files,files,scanned_at\n",
                "/home/anna,anna,1000,10,2026-01-16T02:00:00Z\n"
            })
    void aWrongHeaderIsRefused(String header) throws IOException {
        write("a_20260115.csv", header);
        assertThatThrownBy(this::kept)
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("path,owner,bytes,files,scanned_at")
                .hasMessageNotContaining("anna");
    }

    @Test
    void aLineOfAnotherLengthIsRefusedWithoutWhatStandsInIt() throws IOException {
        write("a_20260115.csv", HEADER + ANNA + "/home/geheim,1\n" + ANNA);
        assertThatThrownBy(this::kept)
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("got 2")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
        Files.write(folder.resolve("a_20260115.csv"), (HEADER + "/home/m\u00fcller,m,1,1,\n").getBytes(latin1()));
        assertThatThrownBy(this::kept).isInstanceOf(SourceChanged.class).hasMessageContaining("encoding");
    }

    private static Charset latin1() {
        return StandardCharsets.ISO_8859_1;
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private HomeDriveSource source() {
        HomeDriveSettings settings = new HomeDriveSettings(
                folder.toString(), null, Set.of(), 90, Duration.ZERO, 0, ZoneId.of("Europe/Zurich"));
        return new HomeDriveSource(new LocalStore(folder), settings, () -> NOW, "test");
    }

    /** All that one extraction keeps. */
    private String kept() throws IOException {
        HomeDriveSource source = source();
        RawZone raw = new RawZone(new LocalStore(folder.resolve(".lake" + attempts++)));
        source.extract(DAY, source.endpoints().get(0), raw.writer("home_drive", "scan", DAY.date(), 1), Progress.NONE);
        raw.makeCurrent("home_drive", DAY.date(), Map.of("scan", 1));
        StringBuilder text = new StringBuilder();
        for (RawZone.PartFile part :
                raw.current("home_drive", DAY.date()).orElseThrow().parts("scan")) {
            try (InputStream in = part.open()) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
