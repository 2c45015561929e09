package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.etl.star.KnownPeople;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;

/** Days of HR in a lake of a test's own, written as lines of CSV and told as lines of text. */
public final class HrDays {

    /** The columns of a line, which may end early. */
    private static final List<String> COLUMNS = List.of(
            "employee_id",
            "login",
            "status",
            "department_code",
            "manager_employee_id",
            "effective_date",
            "termination_date",
            "department_name",
            "department_parent_code",
            "division",
            "email",
            "is_manager");

    private final CuratedZone zone;
    private final LocalStore store;
    private final StateZone states;
    private final Dimensions dimensions;
    private final HrSource source;

    public HrDays(Path folder, Reference reference) {
        this.store = new LocalStore(folder.resolve("lake"));
        this.zone = new CuratedZone(store, folder, 1 << 22);
        this.states = new StateZone(store);
        this.dimensions = new Dimensions("", new byte[32], reference);
        this.source = new HrSource(
                new NeverAsked(),
                HrParseSettings.standard(HrKind.CSV).withMaxDropPercent(100),
                new HrSource.Work(ZoneOffset.UTC, Duration.ZERO, 0, folder, 1 << 22, InstantSource.system(), "test"));
    }

    public CuratedZone zone() {
        return zone;
    }

    /** Builds a day of the given people; none at all is a day without a snapshot. */
    public Manifest build(String date, String... lines) {
        Day day = day(date);
        String json = java.util.Arrays.stream(lines)
                .map(line -> new String(PersonLine.write(fields(line)), java.nio.charset.StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        List<RawFixture.Part> parts = lines.length == 0
                ? List.of()
                : List.of(RawFixture.Part.text("workers", "file", "jsonl", lines.length, json, Map.of()));
        try {
            return transform(day, RawFixture.write(store, HrSource.NAME, day, List.of("workers"), parts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds a day again from the raw that is there. */
    public Manifest rebuild(String date) {
        return transform(
                day(date),
                new RawZone(store).current(HrSource.NAME, day(date).date()).orElseThrow());
    }

    private Manifest transform(Day day, RawZone.Reader raw) {
        Optional<StateZone.State> earlier = states.before(HrSource.NAME, day.date());
        try (CuratedZone.Writer rows = zone.writer(HrSource.NAME, day.date(), source.tables())) {
            byte[] state = source.transform(
                    day,
                    raw,
                    earlier.map(StateZone.State::content).orElse(new byte[0]),
                    dimensions,
                    rows,
                    Progress.NONE);
            states.keep(HrSource.NAME, day.date(), state);
            return rows.commit(new Manifest.Inputs(
                    raw.sha256(),
                    "settings",
                    earlier.map(StateZone.State::sha256).orElse(null),
                    "test",
                    1));
        }
    }

    private static Map<String, String> fields(String line) {
        String[] values = line.split(",", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            fields.put(COLUMNS.get(i), values[i]);
        }
        return fields;
    }

    private static Day day(String date) {
        return new Day(LocalDate.parse(date), ZoneOffset.UTC);
    }

    /** What transforms of other sources know after the last day. */
    public Dimensions known(IdentityOverrides overrides) {
        KnownPeople people = HrPeople.read(states.before(HrSource.NAME, Warehouse.OPEN_END), dimensions);
        return dimensions.with(people, overrides);
    }

    /** The person's key. */
    public long userId(String employeeId) {
        return dimensions.keys().key("user", HrRows.pseudonym(dimensions, employeeId));
    }

    /** Versions as of a day: employee, from, to, department, status, day left, whether a manager, and whose report. */
    List<String> versions(String date, String... employees) {
        return CuratedText.rows(zone, HrSource.NAME, day(date), Warehouse.table(DimUser.class)).stream()
                .map(row -> String.join(
                        " ",
                        name(cell(row, "user_id"), employees),
                        cell(row, "valid_from"),
                        cell(row, "valid_to"),
                        or(cell(row, "department_name")),
                        cell(row, "employment_status"),
                        or(cell(row, "left_on")),
                        cell(row, "is_manager").equals("true") ? "manager" : "-",
                        name(cell(row, "manager_user_id"), employees)))
                .sorted()
                .toList();
    }

    /** Whom logins mean as of a day: login, from, to, employee. */
    List<String> logins(String date, String... employees) {
        return identifiers("login", date, employees);
    }

    /** Whom identifiers of a system mean as of a day: identifier, from, to, employee. */
    List<String> identifiers(String system, String date, String... employees) {
        return CuratedText.rows(zone, HrSource.NAME, day(date), Warehouse.table(BridgeIdentity.class)).stream()
                .filter(row -> cell(row, "system_name").equals(system))
                .map(row -> String.join(
                        " ",
                        cell(row, "identifier"),
                        cell(row, "valid_from"),
                        cell(row, "valid_to"),
                        name(cell(row, "user_id"), employees)))
                .sorted()
                .toList();
    }

    private static String cell(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column));
    }

    private static String or(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private String name(String userId, String... employees) {
        for (String employee : employees) {
            if (userId.equals(Long.toString(userId(employee)))) {
                return employee;
            }
        }
        return or(userId);
    }

    /** Raw is written by the test. */
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
