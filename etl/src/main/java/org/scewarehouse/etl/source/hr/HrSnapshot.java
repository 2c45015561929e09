package org.scewarehouse.etl.source.hr;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.Finding.Kind;
import org.scewarehouse.etl.lake.RawZone;

/**
 * A day's snapshot of all people, sorted by employee id in bounded memory. A day that has none, or whose snapshot is
 * held back, is absent: people are then as on the day before, and nobody has left.
 */
public final class HrSnapshot implements Closeable {

    /** Ends each key of the sort; a manager whom a reference names sorts before the records of the person. */
    private static final byte MANAGER = 0;

    private static final byte RECORD = 1;

    /**
     * Which of two records of a person counts: one who works here, then one that has begun, then the one hired last,
     * then the first.
     */
    private final Comparator<HrWorker> better;

    private final ExternalSort sorted;
    private final Tally tally = new Tally();
    /** What is wrong with records, which is told only of a snapshot that is believed. */
    private final Tally ofRecords = new Tally();

    private final WorkerParser parser;
    private final WorkerCodec codec = new WorkerCodec();
    private boolean isPresent;
    private long people;
    private long employed;
    /** Ids of those who work here. */
    private final TextSet staff = new TextSet();

    private HrSnapshot(LocalDate day, HrParseSettings settings, Path tempFolder, long memoryBytes) {
        this.sorted = new ExternalSort(tempFolder, memoryBytes);
        this.parser = new WorkerParser(settings, day, ofRecords);
        this.better = Comparator.comparing(HrWorker::isEmployed)
                .thenComparing(worker ->
                        worker.hireDate() == null || !worker.hireDate().isAfter(day))
                .thenComparing(HrWorker::hireDate, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /**
     * Reads and sorts a day's raw.
     *
     * @param tempFolder where a sort spills
     * @param memoryBytes what sorting may take before it spills
     * @throws org.scewarehouse.etl.SourceChanged where raw is not as this product writes it
     */
    public static HrSnapshot open(
            RawZone.Reader raw, LocalDate day, HrParseSettings settings, Path tempFolder, long memoryBytes) {
        HrSnapshot snapshot = new HrSnapshot(day, settings, tempFolder, memoryBytes / 2);
        try (ManagerReferences references = new ManagerReferences(tempFolder, memoryBytes / 2, snapshot.tally)) {
            snapshot.sort(raw, day, settings, references);
            return snapshot;
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    /** Whether there is a snapshot to be believed; where not, {@link #read} gives no people. */
    public boolean isPresent() {
        return isPresent;
    }

    /** Records that have an employee id. */
    long people() {
        return people;
    }

    /** How many of them work here. */
    long employed() {
        return employed;
    }

    /** Whether the person of that id works here. */
    boolean employs(String employeeId) {
        return staff.contains(employeeId);
    }

    /** Makes the snapshot absent, for this reason. */
    void holdBack(String reason, long missing) {
        isPresent = false;
        tally.count(Kind.WARNING, "people", reason, missing);
    }

    /**
     * Gives every person once, in order of the bytes of their employee id, and then what was found wrong, with counts.
     * Asked once.
     */
    public void read(Consumer<HrWorker> workers, Consumer<Finding> findings) {
        if (isPresent) {
            ofRecords.addTo(tally);
            PeopleChecks checks = new PeopleChecks();
            merge(worker -> {
                checks.add(worker);
                workers.accept(worker);
            });
            checks.tell(tally);
        }
        tally.tell(findings);
    }

    @Override
    public void close() {
        sorted.close();
    }

    private void sort(RawZone.Reader raw, LocalDate day, HrParseSettings settings, ManagerReferences references) {
        for (RawZone.PartFile part : raw.parts(HrSource.WORKERS)) {
            isPresent = true;
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(part.open(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    add(line.getBytes(StandardCharsets.UTF_8), settings, references);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(HrSource.NAME + ", " + day + ": cannot read " + part.key(), e);
            }
        }
        if (isPresent) {
            raw.completion(HrSource.WORKERS)
                    .dropped()
                    .forEach((reason, count) -> tally.count(Kind.DROP, "people", reason, count));
        } else {
            tally.count(Kind.GAP, "snapshot", "there is none of this day: people are as on the day before", 1);
        }
        references.resolve(
                (person, manager) -> sorted.add(key(person, MANAGER), manager.getBytes(StandardCharsets.UTF_8)));
    }

    private void add(byte[] line, HrParseSettings settings, ManagerReferences references) {
        Map<String, String> fields = PersonLine.read(line);
        String employeeId = parser.text(fields, HrColumn.EMPLOYEE_ID);
        if (employeeId == null) {
            tally.count(Kind.DROP, HrColumn.EMPLOYEE_ID, "is not given, so the record was left out");
            return;
        }
        people++;
        String manager = parser.text(fields, HrColumn.MANAGER_EMPLOYEE_ID);
        String reference = settings.kind().reference();
        HrWorker worker = parser.worker(fields, employeeId, reference == null ? manager : null);
        if (worker.isEmployed()) {
            employed++;
            staff.add(employeeId);
        }
        sorted.add(key(employeeId, RECORD), codec.bytes(worker));
        if (reference != null) {
            references.add(employeeId, fields.get(reference), manager);
        }
    }

    private void merge(Consumer<HrWorker> workers) {
        ExternalSort.Cursor cursor = sorted.sorted();
        String employeeId = "";
        String manager = null;
        HrWorker best = null;
        while (cursor.next()) {
            byte[] key = cursor.key();
            String id = new String(key, 0, key.length - 2, StandardCharsets.UTF_8);
            if (!id.equals(employeeId)) {
                accept(best, workers);
                employeeId = id;
                manager = null;
                best = null;
            }
            if (key[key.length - 1] == MANAGER) {
                manager = manager == null ? new String(cursor.value(), StandardCharsets.UTF_8) : manager;
            } else {
                best = better(best, WorkerCodec.worker(cursor.value(), manager));
            }
        }
        accept(best, workers);
    }

    private HrWorker better(@Nullable HrWorker best, HrWorker other) {
        if (best == null) {
            return other;
        }
        tally.count(Kind.DROP, HrColumn.EMPLOYEE_ID, "is given twice, so one of the records was left out");
        return better.compare(other, best) > 0 ? other : best;
    }

    private static void accept(@Nullable HrWorker worker, Consumer<HrWorker> workers) {
        if (worker != null) {
            workers.accept(worker);
        }
    }

    private static byte[] key(String employeeId, byte kind) {
        byte[] text = employeeId.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(text, text.length + 2);
        key[text.length + 1] = kind;
        return key;
    }
}
