package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** A folder of files and a lake: what a day's snapshot comes to. */
final class HrRig {

    static final LocalDate DAY = LocalDate.of(2026, 3, 4); // a Wednesday
    static final String HEADER = "employee_id,login,email,status,department_code";

    final Path drop;
    private final Path folder;
    private int attempt;

    HrRig(Path folder) throws IOException {
        this.folder = folder;
        this.drop = Files.createDirectories(folder.resolve("drop"));
    }

    /** What was read of a day. */
    record Seen(boolean isPresent, List<HrWorker> workers, List<String> findings) {

        HrWorker only() {
            if (workers.size() != 1) {
                throw new AssertionError("one person expected, got " + workers.size() + ", " + findings);
            }
            return workers.get(0);
        }

        List<String> ids() {
            return workers.stream().map(HrWorker::employeeId).toList();
        }
    }

    static Retry retry() {
        Retry.Policy policy = new Retry.Policy(3, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        return new Retry(policy, () -> Instant.EPOCH, time -> {}, () -> 0);
    }

    static CsvSettings csv() {
        return csv(',', StandardCharsets.UTF_8, CsvSettings.MissingDays.CARRY, Set.of(DayOfWeek.values()));
    }

    static CsvSettings csv(char delimiter, Charset charset, CsvSettings.MissingDays missing, Set<DayOfWeek> weekdays) {
        return new CsvSettings("drop", delimiter, charset, missing, weekdays);
    }

    /** Delivers a file with its marker. */
    void deliver(LocalDate day, String text) throws IOException {
        deliver(day, text.getBytes(StandardCharsets.UTF_8));
    }

    void deliver(LocalDate day, byte[] content) throws IOException {
        write(day, content);
        Files.writeString(drop.resolve(name(day) + ".done"), "");
    }

    void write(LocalDate day, byte[] content) throws IOException {
        Files.write(drop.resolve(name(day)), content);
    }

    static String name(LocalDate day) {
        return "hr_workers_" + day.toString().replace("-", "") + ".csv";
    }

    static String sha256(byte[] content) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(content));
    }

    CsvDrop csvDrop(CsvSettings settings) {
        return new CsvDrop(new LocalStore(drop), settings, HrParseSettings.standard(HrKind.CSV));
    }

    /** Reads what was delivered for the usual day. */
    Seen read() {
        return read(csvDrop(csv()), HrParseSettings.standard(HrKind.CSV), DAY);
    }

    Seen read(HrExtract extract, HrParseSettings settings, LocalDate date) {
        return parse(extract(extract, date), settings, date);
    }

    RawZone.Reader extract(HrExtract extract, LocalDate date) {
        RawZone raw = new RawZone(new LocalStore(folder.resolve("lake")));
        Day day = new Day(date, ZoneOffset.UTC);
        RawZone.Writer writer = raw.writer(HrSource.NAME, HrSource.WORKERS, date, ++attempt);
        extract.extract(day, writer, Progress.NONE);
        writer.complete(day.from(), day.to(), day.to(), "test");
        raw.makeCurrent(HrSource.NAME, date, Map.of(HrSource.WORKERS, attempt));
        return raw.current(HrSource.NAME, date).orElseThrow();
    }

    Seen parse(RawZone.Reader raw, HrParseSettings settings, LocalDate date) {
        try (HrSnapshot snapshot = HrSnapshot.open(raw, date, settings, folder.resolve("temp"), 1 << 20)) {
            List<HrWorker> workers = new ArrayList<>();
            List<String> findings = new ArrayList<>();
            boolean isPresent = snapshot.isPresent();
            snapshot.read(workers::add, finding -> findings.add(text(finding)));
            return new Seen(isPresent, workers, findings);
        }
    }

    static String text(Finding finding) {
        return finding.kind() + " " + finding.subject() + " " + finding.reason() + ": " + finding.count();
    }

    /** All that the lake holds of people, as text. */
    String rawText(RawZone.Reader raw) throws IOException {
        StringBuilder text = new StringBuilder();
        for (RawZone.PartFile part : raw.parts(HrSource.WORKERS)) {
            text.append(new String(part.open().readAllBytes(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
