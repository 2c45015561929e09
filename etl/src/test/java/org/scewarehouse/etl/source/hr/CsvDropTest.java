package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scewarehouse.etl.source.hr.HrRig.DAY;
import static org.scewarehouse.etl.source.hr.HrRig.HEADER;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.hr.CsvSettings.MissingDays;
import org.scewarehouse.etl.store.S3Server;
import org.scewarehouse.model.Day;

class CsvDropTest {

    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    @TempDir
    Path folder;

    HrRig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new HrRig(folder);
    }

    @Test
    void columnsStandInAnyOrderAndUnknownOnesNeverReachRaw() throws Exception {
        rig.deliver(
                DAY,
                "salary,department_code,status,email,login,employee_id\n" + "99000,BIO,active,a@example.org,anna,7\n");
        var raw = rig.extract(rig.csvDrop(HrRig.csv()), DAY);
        assertThat(rig.rawText(raw)).contains("anna").doesNotContain("99000", "salary");
        HrWorker anna =
                rig.parse(raw, HrParseSettings.standard(HrKind.CSV), DAY).only();
        assertThat(anna.employeeId()).isEqualTo("7");
        assertThat(anna.login()).isEqualTo("anna");
        assertThat(anna.departmentCode()).isEqualTo("BIO");
        assertThat(anna.costCenter()).isNull();
    }

    @Test
    void byteOrderMarkCarriageReturnsAndQuotesAreRead() throws Exception {
        rig.deliver(
                DAY,
                "\ufeff" + HEADER + ",division\r\n"
                        + "7,anna,,active,BIO,\"Research, \"\"early\"\"\r\nand late\"\r\n\r\n"
                        + "8,,,active,\"\",\r\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.ids()).containsExactly("7", "8");
        assertThat(seen.workers().get(0).division()).isEqualTo("Research, \"early\"\r\nand late");
        assertThat(seen.workers().get(0).email()).isNull();
        assertThat(seen.workers().get(1).login()).isNull();
        assertThat(seen.workers().get(1).departmentCode()).isNull();
    }

    @Test
    void delimiterEncodingAndNamesOfColumnsAreSettings() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;
        rig.deliver(DAY, "PERNR;login;email;status;department_name\n7;anna;;active;Qualität\n".getBytes(latin));
        HrParseSettings parse = HrParseSettings.standard(HrKind.CSV).withFields(Map.of(HrColumn.EMPLOYEE_ID, "PERNR"));
        CsvDrop drop = new CsvDrop(new LocalStore(rig.drop), HrRig.csv(';', latin, MissingDays.CARRY, ALL), parse);
        HrWorker anna = rig.read(drop, parse, DAY).only();
        assertThat(anna.employeeId()).isEqualTo("7");
        assertThat(anna.departmentName()).isEqualTo("Qualität");
    }

    @Test
    void anotherEncodingIsRefusedWithItsLine() throws Exception {
        rig.deliver(DAY, (HEADER + "\n1,a,,active,X\n2,b,,active,Qualität\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> rig.read())
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("sce.sources.hr.charset")
                .hasMessageNotContaining("Qualit");
        rig.deliver(DAY, (HEADER + "\n1,a,,active,X\n").getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> rig.read()).isInstanceOf(SourceChanged.class).hasMessageContaining("line 1");
    }

    @Test
    void brokenFilesAreRefusedWhole() throws Exception {
        refused("", "empty file");
        refused("login,email,status,department_code\na,,active,X\n", "expected a header with employee_id");
        refused("1,a,,active,X\n2,b,,active,X\n", "expected a header with employee_id, login");
        refused(HEADER + ",login\n1,a,,active,X,a\n", "login twice");
        refused(
                HEADER + "\n1,a,,active,X\n" + HEADER + "\n2,b,,active,X\n",
                "line 3: expected a person, got the header");
        refused(HEADER + "\n1,a,,active,X\n2,b,,act", "line 3: expected 5 fields, got 4");
        refused(HEADER + "\n1,a,,active,X, Y\n", "line 2: expected 5 fields, got 6");
        refused(HEADER + "\n1,a,,active,\"X", "cut short");
        refused(HEADER + "\n1,a,,active,\"X\"Y\n", "line 2: expected a delimiter after a quoted field");
    }

    private void refused(String text, String reason) throws Exception {
        rig.deliver(DAY, text);
        assertThatThrownBy(() -> rig.read())
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("hr 2026-03-04")
                .hasMessageContaining(reason);
    }

    @Test
    void aFileIsNotReadBeforeItsMarkerIsThere() throws Exception {
        rig.write(DAY, (HEADER + "\n1,a,,active,X\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> rig.read())
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("it may still be written");
        Files.writeString(rig.drop.resolve("hr_workers_20260304.done"), "");
        assertThat(rig.read().ids()).containsExactly("1");
    }

    @Test
    void whoGoesOnKeepsAFileOnce() throws Exception {
        rig.deliver(DAY, HEADER + "\n1,a,,active,X\n");
        RawZone raw = new RawZone(new LocalStore(folder.resolve("lake")));
        Day day = new Day(DAY, ZoneOffset.UTC);
        for (int run = 1; run <= 2; run++) {
            RawZone.Writer writer = raw.writer(HrSource.NAME, HrSource.WORKERS, DAY, 1);
            assertThat(writer.has(HrRig.name(DAY))).isEqualTo(run > 1);
            rig.csvDrop(HrRig.csv()).extract(day, writer, Progress.NONE);
        }
        assertThat(raw.writer(HrSource.NAME, HrSource.WORKERS, DAY, 1).has(HrRig.name(DAY)))
                .isTrue();
    }

    @Test
    void theCheckSumOfAFileIsHeldAgainstIt() throws Exception {
        byte[] whole = (HEADER + "\n1,a,,active,X\n2,b,,active,X\n").getBytes(StandardCharsets.UTF_8);
        Path checksum = rig.drop.resolve(HrRig.name(DAY) + ".sha256");
        Files.writeString(checksum, HrRig.sha256(whole) + "  " + HrRig.name(DAY) + "\n");
        for (int length : new int[] {whole.length - 1, whole.length - 4, HEADER.length() / 2}) {
            rig.write(DAY, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> rig.read())
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("cut short");
        }
        rig.write(DAY, whole);
        assertThat(rig.read().ids()).containsExactly("1", "2");
        Files.writeString(checksum, "soon");
        assertThatThrownBy(() -> rig.read()).isInstanceOf(SourceChanged.class).hasMessageContaining("sha256sum");
    }

    @Test
    void aDayWithoutFileWaitsUntilALaterDayHasOne() throws Exception {
        LocalDate later = DAY.plusDays(2);
        assertThatThrownBy(() -> rig.read())
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("hr_workers_20260304.csv");
        rig.deliver(later, HEADER + "\n1,a,,active,X\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.isPresent()).isFalse();
        assertThat(seen.findings())
                .containsExactly("GAP snapshot there is none of this day: people are as on the day before: 1");
        CsvDrop waiting = rig.csvDrop(HrRig.csv(',', StandardCharsets.UTF_8, MissingDays.WAIT, ALL));
        assertThatThrownBy(() -> rig.extract(waiting, DAY)).isInstanceOf(SourceUnavailable.class);
    }

    @Test
    void onDaysOfTheWeekWithoutFilesNobodyWaits() throws Exception {
        Set<DayOfWeek> working = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        CsvDrop drop = rig.csvDrop(HrRig.csv(',', StandardCharsets.UTF_8, MissingDays.CARRY, working));
        HrParseSettings parse = HrParseSettings.standard(HrKind.CSV);
        assertThat(rig.read(drop, parse, DAY.plusDays(3)).isPresent()).isFalse();
        assertThatThrownBy(() -> rig.extract(drop, DAY)).isInstanceOf(SourceUnavailable.class);
        rig.deliver(DAY.plusDays(3), HEADER + "\n1,a,,active,X\n");
        assertThat(rig.read(drop, parse, DAY.plusDays(3)).ids()).containsExactly("1");
    }

    @Test
    void aBucketThatIsNotThereIsAMisconfigurationOfTheSource() throws Exception {
        try (AutoCloseable after = S3Server.credentials();
                S3Server server = S3Server.inMemory()) {
            CsvDrop drop = new CsvDrop(
                    server.open("s3://no-such-bucket/hr"), HrRig.csv(), HrParseSettings.standard(HrKind.CSV));
            assertThatThrownBy(() -> drop.reach(Instant.EPOCH, ZoneOffset.UTC))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("NoSuchBucket")
                    .hasMessageContaining("sce.sources.hr.path");
        }
    }

    @Test
    void theFilesSayHowFarBackTheyReach() throws Exception {
        CsvDrop drop = rig.csvDrop(HrRig.csv());
        assertThatThrownBy(() -> drop.reach(Instant.EPOCH, ZoneOffset.UTC))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("sce.sources.hr.path");
        rig.deliver(DAY, HEADER + "\n");
        rig.deliver(DAY.plusDays(5), HEADER + "\n");
        rig.write(DAY.minusDays(1), new byte[0]);
        Files.writeString(rig.drop.resolve("hr_workers_20261399.csv"), "");
        Reach reach = drop.reach(Instant.EPOCH, ZoneOffset.UTC);
        assertThat(reach.from()).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(reach.oldest()).isEqualTo(reach.from());
    }
}
