package org.scewarehouse.etl.source.hr;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a snapshot is read.
 *
 * @param kind kind of system it came from
 * @param fields field of the source by column; a column that is absent is not read
 * @param employedStatuses what the source says of people who work here, in lower case
 * @param leftStatuses what it says of those who have left, in lower case
 * @param maxDropPercent by how many percent a snapshot may be smaller than the last good one; from 0 to 100
 */
public record HrParseSettings(
        HrKind kind,
        Map<HrColumn, String> fields,
        Set<String> employedStatuses,
        Set<String> leftStatuses,
        int maxDropPercent) {

    private static final Set<String> EMPLOYED =
            Set.of("active", "employed", "enabled", "leave", "on leave", "on-leave", "on_leave", "true", "yes", "1");
    private static final Set<String> LEFT =
            Set.of("left", "terminated", "inactive", "disabled", "retired", "resigned", "deleted", "false", "no", "0");
    private static final int DROP_PERCENT_MAX = 10;

    public HrParseSettings {
        fields = Map.copyOf(fields);
        employedStatuses = Set.copyOf(employedStatuses);
        leftStatuses = Set.copyOf(leftStatuses);
    }

    /** As each kind of system is usually set up. */
    public static HrParseSettings standard(HrKind kind) {
        return new HrParseSettings(kind, kind.standardFields(), EMPLOYED, LEFT, DROP_PERCENT_MAX);
    }

    /** With columns read from other fields; an empty field says that the column is not to be read. */
    public HrParseSettings withFields(Map<HrColumn, String> others) {
        Map<HrColumn, String> all = new EnumMap<>(HrColumn.class);
        all.putAll(fields);
        all.putAll(others);
        all.values().removeIf(String::isBlank);
        return new HrParseSettings(kind, all, employedStatuses, leftStatuses, maxDropPercent);
    }

    /** With further words for those who work here and those who have left; each takes its words from the other. */
    public HrParseSettings withStatuses(Set<String> employed, Set<String> left) {
        Set<String> allEmployed = new TreeSet<>(employedStatuses);
        Set<String> allLeft = new TreeSet<>(leftStatuses);
        employed.stream().map(HrParseSettings::plain).forEach(word -> {
            allEmployed.add(word);
            allLeft.remove(word);
        });
        left.stream().map(HrParseSettings::plain).forEach(word -> {
            allLeft.add(word);
            allEmployed.remove(word);
        });
        return new HrParseSettings(kind, fields, allEmployed, allLeft, maxDropPercent);
    }

    /** With another limit for what a snapshot may be smaller. */
    public HrParseSettings withMaxDropPercent(int percent) {
        return new HrParseSettings(kind, fields, employedStatuses, leftStatuses, percent);
    }

    /** A word as words are compared. */
    static String plain(String word) {
        return word.strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** The field that the column is read from; null = it is not read. */
    @Nullable
    String field(HrColumn column) {
        return fields.get(column);
    }

    /** Names of the source's fields that may reach raw. */
    Set<String> kept() {
        return new TreeSet<>(Stream.concat(fields.values().stream(), Stream.ofNullable(kind.reference()))
                .toList());
    }

    /** Everything wrong with these settings, each naming its property. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (maxDropPercent < 0 || maxDropPercent > 100) {
            faults.add(HrSource.PROPERTY + ".max-drop-percent: expected 0 to 100, got " + maxDropPercent);
        }
        if (!fields.containsKey(HrColumn.EMPLOYEE_ID)) {
            faults.add(HrSource.PROPERTY + ".columns: employee_id must be read from some field");
        }
        return faults;
    }

    /** Text that changes whenever any of this does. */
    String fingerprint() {
        return Objects.toString(kind)
                + new TreeMap<>(fields)
                + new TreeSet<>(employedStatuses)
                + new TreeSet<>(leftStatuses)
                + maxDropPercent;
    }
}
