package org.scewarehouse.etl.source.hr;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.CleanText;
import org.scewarehouse.etl.lake.Finding.Kind;

/** Makes a person of a record's fields. What cannot be read is null and counted; it never makes a leaver. */
final class WorkerParser {

    private static final Pattern DIRECTORY_DAY = Pattern.compile("\\d{8}(\\d{6}.*)?");
    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "0");
    /** Set in {@code userAccountControl} of an account that is switched off. */
    private static final long ACCOUNT_DISABLED = 0x2;

    private final HrParseSettings settings;
    private final LocalDate day;
    private final Tally tally;

    WorkerParser(HrParseSettings settings, LocalDate day, Tally tally) {
        this.settings = settings;
        this.day = day;
        this.tally = tally;
    }

    /** The text of a column, null where nothing is given. */
    @Nullable
    String text(Map<String, String> fields, HrColumn column) {
        String field = settings.field(column);
        String text = field == null ? null : fields.get(field);
        if (text == null) {
            return null;
        }
        String clean = CleanText.clean(text).strip();
        return clean.isEmpty() ? null : clean;
    }

    /**
     * The person.
     *
     * @param employeeId their id, which the record must have
     * @param managerEmployeeId id of the manager, however the record named them
     */
    HrWorker worker(Map<String, String> fields, String employeeId, @Nullable String managerEmployeeId) {
        LocalDate hired = date(fields, HrColumn.HIRE_DATE);
        if (hired != null && hired.isAfter(day)) {
            tally.count(Kind.WARNING, HrColumn.HIRE_DATE, "lies after the day of the snapshot");
        }
        LocalDate terminated = date(fields, HrColumn.TERMINATION_DATE);
        if (terminated != null && hired != null && terminated.isBefore(hired)) {
            tally.count(Kind.WARNING, HrColumn.TERMINATION_DATE, "lies before hire_date, so it was left out");
            terminated = null;
        }
        LocalDate effective = date(fields, HrColumn.EFFECTIVE_DATE);
        if (effective != null && effective.isAfter(day)) {
            tally.count(
                    Kind.WARNING, HrColumn.EFFECTIVE_DATE, "lies after the day of the snapshot, so it was left out");
            effective = null;
        }
        String site = text(fields, HrColumn.SITE);
        String code = text(fields, HrColumn.DEPARTMENT_CODE);
        String name = text(fields, HrColumn.DEPARTMENT_NAME);
        return new HrWorker(
                employeeId,
                text(fields, HrColumn.LOGIN),
                text(fields, HrColumn.EMAIL),
                text(fields, HrColumn.GIVEN_NAME),
                text(fields, HrColumn.FAMILY_NAME),
                isEmployed(text(fields, HrColumn.STATUS), terminated),
                code == null ? name : code, // departments are told apart by what there is
                name,
                text(fields, HrColumn.DEPARTMENT_PARENT_CODE),
                text(fields, HrColumn.DIVISION),
                site == null ? text(fields, HrColumn.LOCATION) : site,
                text(fields, HrColumn.COUNTRY),
                text(fields, HrColumn.COST_CENTER),
                text(fields, HrColumn.JOB_FAMILY),
                managerEmployeeId,
                isManager(text(fields, HrColumn.IS_MANAGER)),
                hired,
                terminated,
                effective);
    }

    /** A word that says so decides; without one the last day of employment does, and without that the person works. */
    private boolean isEmployed(@Nullable String status, @Nullable LocalDate terminated) {
        if (status != null) {
            String word = word(status);
            if (settings.employedStatuses().contains(word)) {
                return true;
            }
            if (settings.leftStatuses().contains(word)) {
                return false;
            }
            tally.count(
                    Kind.WARNING,
                    HrColumn.STATUS,
                    "is no word that is known; add it to " + HrSource.PROPERTY
                            + ".employed-statuses or .left-statuses");
        }
        return terminated == null || !terminated.isBefore(day);
    }

    private String word(String status) {
        boolean isBits = "userAccountControl".equalsIgnoreCase(settings.field(HrColumn.STATUS));
        if (isBits && status.matches("-?\\d{1,18}")) {
            return (Long.parseLong(status) & ACCOUNT_DISABLED) != 0 ? "disabled" : "enabled";
        }
        return HrParseSettings.plain(status);
    }

    private @Nullable Boolean isManager(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String word = HrParseSettings.plain(text);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word)) {
            return false;
        }
        tally.count(Kind.WARNING, HrColumn.IS_MANAGER, "is neither true nor false, so it was left out");
        return null;
    }

    private static boolean isIsoDay(String text) {
        return text.length() >= 10
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.length() == 10 || "T+-Z ".indexOf(text.charAt(10)) >= 0);
    }

    /** ISO days, with whatever follows them, and the times of directories. */
    private @Nullable LocalDate date(Map<String, String> fields, HrColumn column) {
        String text = text(fields, column);
        if (text == null) {
            return null;
        }
        try {
            if (isIsoDay(text)) {
                return LocalDate.parse(text.substring(0, 10));
            }
            if (DIRECTORY_DAY.matcher(text).matches()) {
                return LocalDate.parse(text.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
            }
        } catch (DateTimeException e) {
            tally.count(Kind.WARNING, column, "is no day of the calendar, so it was left out");
            return null;
        }
        tally.count(Kind.WARNING, column, "is not written as 2026-01-31, so it was left out");
        return null;
    }
}
