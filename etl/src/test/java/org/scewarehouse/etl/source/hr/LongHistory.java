package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.hr.PersonHistory.Claim;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.etl.star.Scd2;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;

/**
 * A company whose HR has been loaded daily for five years: everybody has changed department, manager or cost centre
 * once a year, in some year their login too.
 */
public final class LongHistory {

    /** Versions of each person. */
    public static final int VERSIONS = 5;

    private static final int DEPARTMENTS = 2_000;
    private static final LocalDate LAST = LocalDate.of(2026, 8, 19);

    private final Path folder;
    private final LocalStore store;
    private final CuratedZone zone;
    private final int people;

    public LongHistory(Path folder, int people) {
        this.folder = folder;
        this.store = new LocalStore(folder.resolve("lake"));
        this.zone = new CuratedZone(store, folder, 96L << 20);
        this.people = people;
    }

    public CuratedZone zone() {
        return zone;
    }

    /** The day after the five years. */
    public LocalDate day() {
        return LAST.plusDays(1);
    }

    /** The state of the five years. */
    public byte[] state() {
        try (PeopleState.Writer writer = new PeopleState.Writer(List.of())) {
            for (int person = 0; person < people; person++) {
                List<Scd2.Version<PersonAttributes>> versions = new ArrayList<>();
                for (int version = 0; version < VERSIONS; version++) {
                    LocalDate from = version == 0
                            ? Warehouse.OPEN_START
                            : LAST.minusDays(365L * (VERSIONS - version) - person % 300);
                    versions.add(new Scd2.Version<>(from, attributes(person, version)));
                }
                writer.add(new PersonHistory(
                        id(person),
                        "Given" + person,
                        "Family" + person,
                        login(person),
                        login(person) + "@example.org",
                        login(person),
                        login(person) + "@example.org",
                        null,
                        null,
                        List.of(
                                new Claim("login", login(person), LAST.minusDays(1800)),
                                new Claim("email", login(person) + "@example.org", LAST.minusDays(1800))),
                        versions));
            }
            return new ShrinkGuard(people, people, writer.finish()).bytes();
        }
    }

    private PersonAttributes attributes(int person, int version) {
        int department = (person + version * 31) % DEPARTMENTS;
        return new PersonAttributes(
                true,
                null,
                "D" + department,
                "Department " + department,
                "Division " + department % 20,
                "Site " + person % 30,
                "C" + person % 12,
                "CC" + department,
                "Role " + person % 40,
                person % 10 == 0,
                person % 10 == 0 ? null : id(person - person % 10),
                false);
    }

    private static String id(int person) {
        return "E" + (1_000_000 + person);
    }

    private static String login(int person) {
        return "user" + person;
    }

    /** The raw snapshot of the day; those who move are in another department since the day that their number says. */
    public RawZone.Reader snapshot(IntPredicate isMover, LocalDate since) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int person = 0; person < people; person++) {
            lines.append(new String(
                    PersonLine.write(fields(person, isMover.test(person), since)),
                    java.nio.charset.StandardCharsets.UTF_8));
        }
        return RawFixture.write(
                store,
                HrSource.NAME,
                new Day(day(), ZoneOffset.UTC),
                List.of("workers"),
                List.of(RawFixture.Part.text("workers", "file", "jsonl", people, lines.toString(), Map.of())));
    }

    private Map<String, String> fields(int person, boolean isMover, LocalDate since) {
        PersonAttributes last = attributes(person, isMover ? VERSIONS : VERSIONS - 1);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("employee_id", id(person));
        fields.put("login", login(person));
        fields.put("email", login(person) + "@example.org");
        fields.put("status", "active");
        fields.put("given_name", "Given" + person);
        fields.put("family_name", "Family" + person);
        fields.put("department_code", String.valueOf(last.departmentCode()));
        fields.put("department_name", String.valueOf(last.departmentName()));
        fields.put("division", String.valueOf(last.division()));
        fields.put("site", String.valueOf(last.site()));
        fields.put("country", String.valueOf(last.country()));
        fields.put("cost_center", String.valueOf(last.costCenter()));
        fields.put("job_family", String.valueOf(last.jobRole()));
        fields.put("manager_employee_id", last.managerEmployeeId() == null ? "" : last.managerEmployeeId());
        if (isMover) {
            fields.put("effective_date", since.toString());
        }
        return fields;
    }

    /** Builds the day of a snapshot, in at most so much memory for sorting. */
    public Manifest build(RawZone.Reader raw, byte[] earlier) {
        HrSource source = new HrSource(
                new NeverAsked(),
                HrParseSettings.standard(HrKind.CSV),
                new HrSource.Work(
                        ZoneOffset.UTC, Duration.ZERO, 0, folder, 64L << 20, InstantSource.system(), "bench"));
        Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
        try (CuratedZone.Writer rows = zone.writer(HrSource.NAME, day(), source.tables())) {
            source.transform(new Day(day(), ZoneOffset.UTC), raw, earlier, dimensions, rows, Progress.NONE);
            return rows.commit(new Manifest.Inputs(raw.sha256(), "settings", null, "bench", 1));
        }
    }

    /** Raw is written here. */
    private static final class NeverAsked implements HrExtract {

        @Override
        public Endpoint.Kind endpointKind() {
            return Endpoint.Kind.AS_OF;
        }

        @Override
        public Reach reach(Instant now, ZoneId zone) {
            throw new AssertionError("asked");
        }

        @Override
        public void extract(Day day, RawZone.Writer raw, Progress progress) {
            throw new AssertionError("asked");
        }
    }
}
